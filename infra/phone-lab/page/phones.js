/** Draws one simulated phone and keeps it up to date without disturbing whoever is using it. */
import { act } from './api.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const KEY_NAMES = { '*': 'star', '#': 'hash' };
const STATES = {
  idle: 'free',
  calling: 'calling',
  ringing: 'ringing',
  listening: 'listening',
  waiting: 'waiting',
  'on-hold': 'on hold',
  talking: 'talking',
  machine: 'voicemail',
};
const template = document.getElementById('phone');
const phones = new Map();

function addKeypad(card, number) {
  const keypad = card.querySelector('.keypad');
  keypad.setAttribute('aria-label', 'Keypad');
  for (const key of KEYS) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = key;
    if (KEY_NAMES[key]) button.setAttribute('aria-label', KEY_NAMES[key]);
    button.addEventListener('click', () => void act(number, 'press', { keys: key }));
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
  onSubmit('.say', (text) => act(number, 'say', { text }));
  onSubmit('.text', (body) => act(number, 'text', { to: chosenLine().phoneNumber, body }));
  for (const button of card.querySelectorAll('[data-text]')) {
    button.addEventListener(
      'click',
      () => void act(number, 'text', { to: chosenLine().phoneNumber, body: button.dataset.text }),
    );
  }
  for (const button of card.querySelectorAll('[data-act]')) {
    const body = () => (button.dataset.act === 'call' ? { line: chosenLine().phoneNumber } : {});
    button.addEventListener('click', () => void act(number, button.dataset.act, body()));
  }
}

/** The digits, star and hash of the keyboard press keys of the phone that has the focus. */
function addKeyboard(card, number) {
  card.addEventListener('keydown', (event) => {
    if (!KEYS.includes(event.key) || event.target.matches('input') || event.ctrlKey || event.altKey || event.metaKey)
      return;
    if (card.querySelector('.keypad').hidden) return;
    event.preventDefault();
    void act(number, 'press', { keys: event.key });
  });
}

function create(phone, chosenLine) {
  const card = template.content.firstElementChild.cloneNode(true);
  const title = card.querySelector('h3');
  title.id = `phone-${phone.number.slice(1)}`;
  title.textContent = phone.name;
  card.setAttribute('aria-labelledby', title.id);
  card.querySelector('.story').setAttribute('aria-label', `What ${phone.name}'s phone heard`);
  card.querySelector('.number').textContent = phone.number;
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

function tellStory({ card, shown }, story) {
  const fresh = story.filter((entry) => !shown.has(entry.id));
  if (fresh.length === 0) return [];
  const log = card.querySelector('.story');
  for (const entry of fresh) {
    shown.add(entry.id);
    const line = document.createElement('li');
    line.dataset.kind = entry.kind;
    line.textContent = entry.text;
    if (entry.language) line.lang = entry.language;
    log.append(line);
  }
  log.scrollTop = log.scrollHeight;
  return fresh;
}

/** Shows `phone` in `into`; gives what it heard since the last time. */
export function drawPhone(phone, into, chosenLine) {
  const entry = phones.get(phone.number) ?? create(phone, chosenLine);
  const { card } = entry;
  if (!card.isConnected) into.append(card);
  card.dataset.state = phone.state;
  card.querySelector('.chip').textContent = STATES[phone.state] + (phone.automatic ? ' (automatic)' : '');
  const talking = phone.talkingWith.length > 0;
  const along = card.querySelector('.with');
  along.hidden = phone.state === 'idle';
  along.textContent =
    phone.state === 'ringing'
      ? `${phone.other} is calling`
      : talking
        ? `with ${phone.talkingWith.join(', ')}`
        : `in a call with ${phone.other}`;

  const inCall = !['idle', 'ringing'].includes(phone.state);
  show(card, '[data-act="answer"]', phone.state === 'ringing' && !phone.automatic);
  show(card, '[data-act="decline"]', phone.state === 'ringing' && !phone.automatic);
  show(card, '[data-act="call"]', phone.state === 'idle' && phone.role !== 'other');
  show(card, '[data-act="hang-up"]', inCall);
  show(card, '[data-text]', phone.role === 'volunteer' && phone.state === 'idle');
  show(card, '.keypad', inCall && phone.state !== 'machine');
  show(card, '.say', inCall && phone.state !== 'calling');
  show(card, '.text', phone.role !== 'other');
  return tellStory(entry, phone.story);
}
