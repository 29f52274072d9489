/** Part of `npm version`: what was gathered under "Unreleased" becomes the new version's chapter; without anything gathered there is no release. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const file = join(root, 'CHANGELOG.md');
const text = readFileSync(file, 'utf8');
const [, gathered = ''] = /^## \[Unreleased\]\n([\s\S]*?)(?=^## \[|(?![\s\S]))/m.exec(text) ?? [];

if (gathered.trim() === '') {
  process.stderr.write(
    'CHANGELOG.md says nothing under "Unreleased": write down what changes for people who run Warmline.\n',
  );
  process.exit(1);
}
const today = new Date().toISOString().slice(0, 10);
writeFileSync(file, text.replace('## [Unreleased]\n', `## [Unreleased]\n\n## [${version}] - ${today}\n`));
