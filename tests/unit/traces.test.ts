/** Traces: nothing of them is loaded or done where none are made; what leaves is a word of ours, whatever was put in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';
import { inSpan, isTracing, traceNow } from '../../src/platform/traces.ts';
import { routeOf } from '../../src/traced-webhooks.ts';

test('where no collector is set, a step is its work and nothing else', () => {
  const work = Promise.resolve(1);
  expect(inSpan('decision', {}, () => work)).toBe(work);
  expect([isTracing(), traceNow()]).toEqual([false, null]);
});

test('only one file knows the library, and it is loaded by nobody who does not trace', () => {
  const files = ['src', 'workers', 'infra'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ file: join(folder, file), code: readFileSync(join(projectRoot, folder, file), 'utf8') })),
  );
  const knowing = files.filter(({ code }) => code.includes("'@opentelemetry/")).map(({ file }) => file);
  expect(knowing).toEqual([join('src', 'platform', 'open-traces.ts')]);
  const loading = files.flatMap(
    ({ file, code }) => code.match(/^.*open-traces\.ts.*$/gm)?.map((line) => [file, line]) ?? [],
  );
  expect(loading).toEqual([
    [join('src', 'app.ts'), expect.stringContaining("await import('./platform/open-traces.ts')")],
  ]);
});

test.each([
  ['/twilio/voice', '/twilio/voice'],
  ['/twilio/voice/leg/8d1f/42/answered', '/twilio/voice/leg/:x/:x/answered'],
  ['/twilio/voice/hold/ana-of-northside', '/twilio/voice/hold/:x'],
  ['/twilio/messages/status/+15550900001', '/twilio/messages/status/:x'],
])('%s is told as %s', (path, route) => {
  expect(routeOf(path)).toBe(route);
});
