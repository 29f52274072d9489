/** Walks a page by keyboard alone, and says what somebody without a mouse would miss. */
import type { Page } from 'playwright-core';
import { eventually } from './patience.ts';

/** Marks everything that can be used now, in the order of the page, and gives their names; of a group of radio buttons the keyboard stops at one. */
const marking = `(() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
  const isStop = (one) =>
    one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) &&
    !(one.type === 'radio' && !one.checked && all.some((other) => other.name === one.name && other.checked));
  const outermost = document.querySelector('dialog[open]') ?? document;
  return all.filter((one) => outermost.contains(one) && isStop(one)).map((one, index) => {
    one.dataset.stop = String(index);
    return one.tagName.toLowerCase() + ' ' + (one.textContent.trim() || one.getAttribute('aria-label') || one.name || one.type || '').slice(0, 40);
  });
})()`;

/** Which of them has the focus, and whether that is seen: at itself, or at the label that stands for it. */
const looking = `(() => {
  const one = document.activeElement;
  const isSeen = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  const label = one.closest('label');
  return { stop: Number(one.dataset.stop ?? -1), seen: isSeen(one) || (label !== null && isSeen(label)) };
})()`;

const dateStops = 4;

/** A dialog that has only just come takes the focus to itself. */
const isSettled = `(() => {
  const dialog = document.querySelector('dialog[open]');
  return dialog === null || dialog.contains(document.activeElement);
})()`;

type Look = { stop: number; seen: boolean };

/**
 * What is wrong on the way through the page and back by Tab; empty where all of it can be reached, in order, and seen. A
 * browser that is out of breath loses a key now and then, so what is found is looked for once more: a fault is there again.
 */
export async function keyboardProblems(page: Page): Promise<string[]> {
  const found = await problemsOnce(page);
  return found.length === 0 ? found : problemsOnce(page);
}

async function problemsOnce(page: Page): Promise<string[]> {
  // Asked from here: what the browser itself asks again and again, the page's policy refuses.
  await eventually('a dialog has the focus', async () => (await page.evaluate(isSettled)) === true);
  const names = (await page.evaluate(marking)) as string[];
  const problems: string[] = [];
  const dates = names.filter((name) => name === 'input date').length;
  if (names.length === 0) return ['nothing can be reached'];
  const walk = async (key: string, order: readonly number[]) => {
    const reached: number[] = [];
    const seen = new Set<number>();
    // A field for a date has several stops within itself.
    for (let step = 0; step < order.length + dateStops * dates && reached.at(-1) !== order.at(-1); step += 1) {
      await page.keyboard.press(key);
      const look = (await page.evaluate(looking)) as Look;
      if (look.seen) seen.add(look.stop);
      if (look.stop !== reached.at(-1)) reached.push(look.stop);
    }
    const named = (stops: readonly number[]) => stops.map((stop) => names[stop] ?? 'nothing').join('; ');
    const missed = order.filter((stop) => !reached.includes(stop));
    const unseen = reached.filter((stop) => !seen.has(stop));
    if (missed.length > 0) problems.push(`${key} does not reach ${named(missed)}`);
    else if (String(reached) !== String(order)) problems.push(`${key} goes ${named(reached)}`);
    if (unseen.length > 0) problems.push(`${key}: nobody sees that the focus is at ${named(unseen)}`);
  };
  const there = names.map((_, index) => index);
  // From the very start, wherever the page has put the focus.
  await page.evaluate(`(() => {
    const start = document.createElement('span');
    start.tabIndex = -1;
    (document.querySelector('dialog[open]') ?? document.body).prepend(start);
    start.focus();
    start.remove();
  })()`);
  await walk('Tab', there);
  // What comes after the last is no trap: the way back begins there.
  await page.evaluate(`document.querySelector('[data-stop="${names.length - 1}"]')?.focus()`);
  await walk('Shift+Tab', there.toReversed().slice(1));
  const nameless = (await page.locator('body').ariaSnapshot())
    .split('\n')
    .filter((line) => /^\s*- (button|link|textbox|combobox|checkbox|radio|listbox|spinbutton)(:|$| \[)/.test(line));
  return [...problems, ...nameless.map((line) => `has no name: ${line.trim()}`)];
}

/** Goes to what has this name by Tab alone and presses a key there. */
export async function pressAt(page: Page, name: RegExp, key = 'Enter'): Promise<void> {
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press('Tab');
    const text = (await page.evaluate(
      `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent ?? '').trim()`,
    )) as string;
    if (name.test(text)) return page.keyboard.press(key);
  }
  throw new Error(`no way by Tab to ${String(name)}`);
}

/** Waits until the focus is at what is called so: a page sets it a moment after what it shows. */
export async function focusComesTo(page: Page, name: RegExp): Promise<void> {
  let last = '';
  const isThere = async () => name.test((last = await focusedText(page)));
  await eventually(`the focus is at ${String(name)}`, isThere, () => `it is at “${last}”`);
}

/** What has the focus, by its words; empty where nothing has. */
export async function focusedText(page: Page): Promise<string> {
  const text = await page.evaluate(
    `document.activeElement === document.body ? '' : (document.activeElement.getAttribute('aria-label') || document.activeElement.textContent || document.activeElement.tagName).trim()`,
  );
  return text as string;
}
