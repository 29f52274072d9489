/** Draws one simulated phone and keeps it up to date without disturbing whoever is using it. */
import { act } from './api.js';
import { heardAt, phoneId } from './now.js';
import { tellStory } from './story.js';
import { language as ours, words } from './words.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const PRESSED_MS = 250;
/** So long a phone says that its call is over. */
const OVER_MS = 15_000;
const template = document.getElementById('phone');
const phones = new Map();

function press(card, number, key) {
  const button = card.querySelector(`.keypad [data-key="${key}"]`);
  button?.classList.add('pressed');
  setTimeout(() => button?.classList.remove('pressed'), PRESSED_MS);
  void act(number, 'press', { keys: key });
}

function addKeypad(card, number) {
  const keypad = card.querySelector('.keypad');
  keypad.setAttribute('aria-label', words.keypad);
  for (const key of KEYS) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.dataset.key = key;
    button.textContent = key;
    if (words.keys[key]) button.setAttribute('aria-label', words.keys[key]);
    button.addEventListener('click', () => press(card, number, key));
    keypad.append(button);
  }
}

function addForms(card, number, chosenLine) {
  const onSubmit = (selector, send) =>
    card.querySelector(selector).addEventListener('submit', (event) => {
      event.preventDefault();
      const input = event.target.elements.text;
      if (input.value.trim() !== '') void send(input.value.trim());
      input.value = '';
    });
  const text = (body) => act(number, 'text', { to: chosenLine().phoneNumber, body });
  onSubmit('.say', (said) => act(number, 'say', { text: said }));
  onSubmit('.text', text);
  for (const button of card.querySelectorAll('[data-text]'))
    button.addEventListener('click', () => void text(button.dataset.text));
  for (const button of card.querySelectorAll('[data-act]')) {
    const body = () => (button.dataset.act === 'call' ? { line: chosenLine().phoneNumber } : {});
    button.addEventListener('click', () => void act(number, button.dataset.act, body()));
  }
  for (const choice of card.querySelectorAll('.habits select'))
    choice.addEventListener('change', () => void act(number, 'behave', { [choice.name]: choice.value }));
}

/** The digits, star and hash of the keyboard press keys of the phone that has the focus. */
function addKeyboard(card, number) {
  card.addEventListener('keydown', (event) => {
    const isTyped = event.target.matches('input, select') || event.ctrlKey || event.altKey || event.metaKey;
    if (!KEYS.includes(event.key) || isTyped || card.querySelector('.keypad').hidden) return;
    event.preventDefault();
    press(card, number, event.key);
  });
  // Only the phone somebody is at is read out as it goes on: all of them at once would be noise.
  const story = card.querySelector('.story');
  card.addEventListener('focusin', () => story.setAttribute('aria-live', 'polite'));
  card.addEventListener('focusout', () => story.setAttribute('aria-live', 'off'));
}

function create(phone, chosenLine) {
  const card = template.content.firstElementChild.cloneNode(true);
  const title = card.querySelector('h3');
  card.id = phoneId(phone.number);
  card.dataset.role = phone.role;
  title.id = `${card.id}-name`;
  title.textContent = phone.name;
  card.querySelector('.face').textContent = phone.name.slice(0, 1);
  card.setAttribute('aria-labelledby', title.id);
  card.querySelector('.story').setAttribute('aria-label', words.heard(phone));
  card.querySelector('.number').textContent = phone.leads ? words.leader(phone) : phone.number;
  for (const button of card.querySelectorAll('.actions button'))
    button.setAttribute('aria-label', `${button.textContent}: ${phone.name}`);
  addKeypad(card, phone.number);
  addForms(card, phone.number, chosenLine);
  addKeyboard(card, phone.number);
  const entry = { card, shown: new Set() };
  phones.set(phone.number, entry);
  return entry;
}

function show(card, selector, visible) {
  for (const element of card.querySelectorAll(selector)) element.hidden = !visible;
}

/** A button that goes while somebody is on it leaves them on its phone, where keys still work. */
function keepFocus(card, change) {
  const focused = card.contains(document.activeElement) ? document.activeElement : null;
  change();
  if (focused && focused !== card && focused.closest('[hidden]')) card.focus({ preventScroll: true });
}

/** What the phone's owner hears, for as long as it lasts. */
export function drawEar(phone, nowMs) {
  const ear = phones.get(phone.number)?.card.querySelector('.ear');
  if (!ear) return;
  const ended = phone.state === 'idle' ? phone.story.findLast(({ kind }) => kind === 'ended') : undefined;
  const isJustOver = ended !== undefined && nowMs - ended.atMs < OVER_MS;
  ear.hidden = phone.state === 'idle' && !isJustOver;
  if (ear.hidden) return;
  const { kind, text, language } = heardAt(phone.hears, nowMs);
  const other = phone.talkingWith.length > 0 ? phone.talkingWith.join(', ') : phone.other;
  const along = isJustOver
    ? words.note(ended)
    : phone.state === 'ringing'
      ? words.calls({ name: other })
      : words.withOther({ name: other, text });
  ear.dataset.kind = isJustOver ? 'over' : kind;
  ear.lang = isJustOver ? ours : (language ?? ours);
  if (ear.textContent !== along) ear.textContent = along;
}

/** Shows `phone` in `into`; gives what it heard since the last time. */
export function drawPhone(phone, into, chosenLine, nowMs) {
  const entry = phones.get(phone.number) ?? create(phone, chosenLine);
  const { card } = entry;
  if (!card.isConnected) into.append(card);
  card.dataset.state = phone.state;
  card.querySelector('.chip').textContent = phone.automatic
    ? words.automatic({ state: words.states[phone.state] })
    : words.states[phone.state];
  drawEar(phone, nowMs);
  const isInCall = !['idle', 'ringing'].includes(phone.state);
  const isAssistants = phone.state === 'machine' && phone.rings === 'screening';
  keepFocus(card, () => {
    show(card, '[data-act="answer"]', (phone.state === 'ringing' && !phone.automatic) || isAssistants);
    show(card, '[data-act="decline"]', phone.state === 'ringing' && !phone.automatic);
    show(card, '[data-act="call"]', phone.state === 'idle' && phone.role !== 'other');
    show(card, '[data-act="hang-up"]', isInCall);
    show(card, '[data-text]', phone.role === 'volunteer' && phone.state === 'idle');
    show(card, '.keypad', isInCall && phone.state !== 'machine');
    show(card, '.say', isInCall && phone.state !== 'calling');
    show(card, '.text', phone.role !== 'other');
    show(card, '.habits', phone.role !== 'other');
  });
  for (const choice of card.querySelectorAll('.habits select')) choice.value = phone[choice.name];
  return tellStory(card.querySelector('.story'), entry.shown, phone.story);
}
