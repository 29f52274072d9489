/** Builds the pages: one small start, and a piece for each page that is fetched when it is opened. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { contract } from '../api/contract/all.ts';

const name = 'virtual:operations';

/** The browser needs where each operation is, not the schemas that the service checks with. */
function operationAddresses(): Plugin {
  const addresses = Object.fromEntries(
    Object.entries(contract).map(([operation, { method, path }]) => [operation, [method.toUpperCase(), path]]),
  );
  return {
    name: 'operation-addresses',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? `export const addresses = ${JSON.stringify(addresses)};` : null),
  };
}

/** The last tenth of smallness would cost ten times the time, in each start of a new release. */
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** A smaller twin of each file beside it, made once here: the service hands it to every browser that takes it. */
function smallTwins(): Plugin {
  return {
    name: 'small-twins',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|svg)$/.test(file))) {
        // As it was written: other steps change it until then.
        const whole = readFileSync(join(dir, name));
        writeFileSync(join(dir, `${name}.gz`), gzipSync(whole, { level: 9 }));
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(whole, quick));
      }
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [operationAddresses(), smallTwins()],
  build: {
    target: ['es2022', 'chrome105', 'firefox105', 'safari15.4'],
    emptyOutDir: true,
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { pluginTimings: false },
      onwarn: (warning, tell) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') tell(warning);
      },
    },
  },
});
