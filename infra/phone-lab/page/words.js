/** The words of the lab in the first language of the browser's that it has: English stands in the page, any other is put in its place. */
import { en } from './words-en.js';
import { es } from './words-es.js';

const all = { en, es };
/** The language of the page, such as `es`. */
export const language = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in all) ?? 'en';
export const words = all[language];

/** Puts the words of the language into the page, or into a template: `data-word` names a text, `data-hint` a placeholder. */
function putWordsInto(root) {
  for (const one of root.querySelectorAll('[data-word]')) one.textContent = words.page[one.dataset.word];
  for (const one of root.querySelectorAll('[data-hint]')) one.placeholder = words.page[one.dataset.hint];
}

document.documentElement.lang = language;
if (words.page) {
  document.title = words.page.title;
  putWordsInto(document);
  putWordsInto(document.getElementById('phone').content);
}
