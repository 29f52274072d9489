/** What a phone heard, said and wrote, one below the other: texts as bubbles. */
import { words } from './words.js';

/** Adds what is new of `story` to `log`; gives it. */
export function tellStory(log, shown, story) {
  const fresh = story.filter((entry) => !shown.has(entry.id));
  if (fresh.length === 0) return [];
  const wasAtEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  for (const entry of fresh) {
    shown.add(entry.id);
    log.append(drawEntry(entry));
  }
  // Whoever reads further up is not moved away from there.
  if (wasAtEnd) log.scrollTop = log.scrollHeight;
  return fresh;
}

function drawEntry(entry) {
  const { kind, language, written } = entry;
  const line = document.createElement('li');
  line.dataset.kind = kind;
  if (language) line.lang = language;
  if (!written) line.textContent = words.note(entry);
  else {
    const who = document.createElement('span');
    who.className = 'visually-hidden';
    who.textContent = kind === 'text-out' ? words.textTo({ name: written.other }) : `${written.other}: `;
    line.append(who, written.body);
  }
  return line;
}
