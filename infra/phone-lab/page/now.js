/** One glance: who rings, who is connected with whom, and what each of them hears. */
import { words } from './words.js';

const list = document.getElementById('now');
let drawn = '';

export const phoneId = (number) => `phone-${number.replace(/^\+/, '')}`;

/** What a phone hears at `nowMs`, in words; what was said is over after a while. */
export function heardAt(sound, nowMs) {
  if (!sound) return { kind: 'quiet', text: '' };
  const isOver = sound.untilMs !== undefined && nowMs > sound.untilMs;
  if (sound.kind === 'quiet' || isOver) return { kind: 'quiet', text: words.quiet };
  if (sound.kind === 'rings') return { kind: 'rings', text: words.rings };
  if (sound.kind === 'ringing') return { kind: 'ringing', text: words.ringsThere };
  if (sound.kind === 'music') return { kind: 'music', text: words.music };
  const text = sound.from ? words.says({ name: sound.from, text: sound.text }) : `“${sound.text}”`;
  return { kind: sound.kind, text, language: sound.language };
}

/** A sentence for each connection: its kind, its ends, and what is heard. */
function connections({ phones, rooms, nowMs }) {
  const inRoom = new Set(rooms.flatMap(({ people }) => people.map(({ number }) => number)));
  const hears = (number) => heardAt(phones.find((phone) => phone.number === number)?.hears, nowMs);
  const together = rooms
    .filter(({ people }) => people.length > 0)
    .map(({ kind, people }) => ({
      kind: kind === 'talking' && people.length > 1 ? 'talking' : 'line',
      ends: people.map(({ name, number, onHold }) => ({ name, number, isHeld: onHold })),
      wire: '',
      caption: captionOf(people.map(({ name, number }) => ({ name, sound: hears(number) }))),
      sentence: sentenceOf(kind, people),
    }));
  const alone = phones
    .filter(({ number, state }) => state !== 'idle' && !inRoom.has(number))
    .map(({ name, number, state, other }) => {
      const rings = state === 'ringing';
      const line = { name: other, number: null };
      return {
        kind: rings ? 'rings' : 'line',
        ends: rings ? [line, { name, number }] : [{ name, number }, line],
        wire: rings
          ? words.wires.rings
          : state === 'waiting'
            ? words.wires.waits
            : state === 'calling'
              ? words.wires.calls
              : '',
        caption: rings ? [] : captionOf([{ name, sound: hears(number) }]),
        sentence: rings ? words.phoneRings({ name }) : words.connected({ name, other }),
      };
    });
  return [...together, ...alone];
}

function sentenceOf(kind, people) {
  const names = people.map(({ name, onHold }) => (onHold ? words.onHold({ name }) : name));
  return kind === 'talking' && people.length > 1 ? words.talk({ names }) : words.waits({ names });
}

/** Two who talk hear each other: the latest words are enough. */
function captionOf(heard) {
  const said = heard.filter(({ sound }) => sound.kind !== 'quiet');
  const shown = said.length > 0 ? said : heard.slice(0, 1);
  return shown.map(({ name, sound }) => ({ ...sound, who: heard.length > 1 ? words.hears({ name }) : '' }));
}

function drawEnd({ name, number, isHeld }) {
  const end = document.createElement(number === null ? 'span' : 'a');
  end.className = number === null ? 'end place' : isHeld ? 'end held' : 'end';
  end.textContent = isHeld ? words.onHold({ name }) : name;
  if (number !== null) end.href = `#${phoneId(number)}`;
  return end;
}

function drawConnection({ kind, ends, wire, caption, sentence }) {
  const row = document.createElement('li');
  row.dataset.kind = kind;
  row.setAttribute('aria-label', sentence);
  ends.forEach((end, index) => {
    if (index > 0) {
      const line = document.createElement('span');
      line.className = end.isHeld || ends[index - 1].isHeld ? 'wire cut' : 'wire';
      line.textContent = wire;
      row.append(line);
    }
    row.append(drawEnd(end));
  });
  for (const { who, text, language } of caption) {
    const caught = document.createElement('span');
    caught.className = 'caption';
    caught.append(who);
    const heard = document.createElement('span');
    heard.textContent = text;
    if (language) heard.lang = language;
    caught.append(heard);
    row.append(caught);
  }
  return row;
}

/** Draws the glance anew where anything of it changed; whoever stands on one of its names stays there. */
export function drawNow(state) {
  const shown = connections(state);
  const key = JSON.stringify(shown);
  if (key === drawn) return;
  drawn = key;
  const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  const nobody = document.createElement('li');
  nobody.className = 'quiet';
  nobody.textContent = words.allQuiet;
  list.replaceChildren(...(shown.length > 0 ? shown.map(drawConnection) : [nobody]));
  if (focused !== null) list.querySelector(`a[href="${focused}"]`)?.focus();
}
