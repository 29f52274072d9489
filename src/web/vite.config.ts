/** Builds the pages: one small start, and a piece for each page that is fetched when it is opened. */
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

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [operationAddresses()],
  build: {
    target: ['es2022', 'chrome105', 'firefox105', 'safari15.4'],
    emptyOutDir: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onwarn: (warning, tell) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') tell(warning);
      },
    },
  },
});
