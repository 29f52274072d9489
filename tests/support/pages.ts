/** What every test of pages asks of them, whatever they show. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const phoneAndLaptop = [
  [320, 640],
  [1280, 800],
] as const;

/** What is wrong for somebody who cannot see, or not well, in both themes and on a phone and a laptop. */
export async function pageProblems(
  page: Page,
  sizes: readonly (readonly [width: number, height: number])[] = phoneAndLaptop,
): Promise<string[]> {
  const problems: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of sizes) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.evaluate(axeSource);
      const { violations } = (await page.evaluate('axe.run()')) as {
        violations: { id: string; nodes: { html: string }[] }[];
      };
      const where = `${colorScheme}, ${width} px`;
      problems.push(...violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes[0]?.html}`));
      const sideways = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (Number(sideways) > 0) problems.push(`${where}: ${String(sideways)} px of sideways scrolling`);
    }
  return problems;
}

/** What the browser itself complained of: errors of scripts, and what the page's policy refused. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (problem) => complaints.push(problem.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}
