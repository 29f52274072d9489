/** What Prisma itself would make of prisma/schema, as SQL: the measure for hand-written migrations. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineCode from '@prisma/schema-engine-wasm/schema_engine_bg';
import { projectRoot } from '../../src/platform/project-root.ts';

type Diff = { from: object; to: object; script: boolean; exitCode: boolean; filters: object };
type Engine = { diff(what: Diff): Promise<{ stdout: string | null }> };
type EngineCode = {
  __wbg_set_wasm(exports: object): void;
  SchemaEngine: { 'new'(options: object, log: () => void, adapter: object): Promise<Engine> };
};

/** Node has it; the type library for servers does not tell. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, () => void> } }>;
};

const noFilters = { externalTables: [], externalEnums: [] };

/** The statements that turn an empty database into the schema. The engine asks the given database for its version only. */
export async function schemaAsSql(databaseUrl: string): Promise<string> {
  const folder = join(projectRoot, 'prisma', 'schema');
  const files = readdirSync(folder).map((name) => ({
    path: join(folder, name),
    content: readFileSync(join(folder, name), 'utf8'),
  }));
  const adapter = bindMigrationAwareSqlAdapterFactory(
    new PrismaPg({ connectionString: databaseUrl, max: 1, idleTimeoutMillis: 1 }),
  );
  const engine = await loadEngine(
    files.map(({ path, content }) => [path, content]),
    adapter,
  );
  const diff = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: noFilters,
  });
  return diff.stdout ?? '';
}

/** The package's own entry needs a bundler that can import .wasm; this is what it would do. */
async function loadEngine(datamodels: string[][], adapter: object): Promise<Engine> {
  const code = engineCode as unknown as EngineCode;
  const file = join(
    createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
    '..',
    'schema_engine_bg.wasm',
  );
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': engineCode });
  code.__wbg_set_wasm(instance.exports);
  instance.exports['__wbindgen_start']?.();
  return code.SchemaEngine.new({ datamodels }, () => {}, adapter);
}
