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
      if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axeSource);
      // Telling of what is right as well would take most of the time.
      const { violations } = (await page.evaluate(`axe.run({ resultTypes: ['violations'] })`)) as {
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

/** What is wrong for a thumb on a phone so wide: sideways scrolling, what can be tapped but is smaller than 44 px, and two actions that want to be first. */
export async function thumbProblems(page: Page): Promise<string[]> {
  const found = await page.evaluate(`(() => {
    const problems = [];
    const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (sideways > 0) problems.push(sideways + ' px of sideways scrolling');
    const primaries = [...document.querySelectorAll('button[class*="primary"]')].filter((one) => one.checkVisibility());
    if (primaries.length > 1) problems.push('more than one primary action: ' + primaries.map((one) => one.textContent).join('; '));
    for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
      const target = one.matches('input[type=checkbox], input[type=radio]') ? (one.closest('label') ?? one) : one;
      const { width, height, bottom } = target.getBoundingClientRect();
      if (width === 0 || bottom < 0) continue;
      if (width < 43.5 || height < 43.5)
        problems.push(Math.round(width) + ' × ' + Math.round(height) + ': ' + (one.textContent.trim() || one.name || one.type));
    }
    return problems;
  })()`);
  return found as string[];
}
