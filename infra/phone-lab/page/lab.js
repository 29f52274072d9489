/** The page of the phone lab: shows every phone, and always one obvious thing to do next. */
import { act, watch } from './api.js';
import { nextStep } from './guide.js';
import { drawPhone } from './phones.js';
import { drawRooms } from './rooms.js';
import { readAloud } from './speech.js';

const places = {
  caller: document.getElementById('callers'),
  volunteer: document.getElementById('volunteers'),
  other: document.getElementById('others'),
};
const guideText = document.getElementById('guide-text');
const guideButton = document.getElementById('guide-button');
const lineChoice = document.getElementById('line');
let state;
let step;
let isFirst = true;

const chosenLine = () => state.lines.find((line) => line.id === lineChoice.value) ?? state.lines[0];

function drawLines() {
  if (lineChoice.options.length === state.lines.length) return;
  lineChoice.replaceChildren(...state.lines.map((line) => new Option(`${line.name} ${line.phoneNumber}`, line.id)));
  document.getElementById('line-choice').hidden = state.lines.length < 2;
}

function drawGuide() {
  const line = chosenLine();
  if (!line) return;
  step = nextStep(state, line);
  // Only what changed is written: the sentence is a live region.
  if (guideText.textContent !== step.text) guideText.textContent = step.text;
  guideButton.hidden = !step.button;
  if (step.button) guideButton.textContent = step.button;
}

function draw(next) {
  state = next;
  drawLines();
  for (const phone of state.phones) {
    const fresh = drawPhone(phone, places[phone.role], chosenLine);
    if (!isFirst) readAloud(phone, fresh);
  }
  isFirst = false;
  document.getElementById('others-section').hidden = !state.phones.some((phone) => phone.role === 'other');
  drawRooms(state.rooms);
  drawGuide();
}

guideButton.addEventListener('click', () => void (step?.act && act(...step.act)));
lineChoice.addEventListener('change', drawGuide);
watch(draw, () => {
  guideText.textContent = 'The phone lab does not answer. It is tried again by itself.';
  guideButton.hidden = true;
});
// Waiting is only noticed when time passes without news.
setInterval(() => {
  if (!state) return;
  state.nowMs += 1000;
  drawGuide();
}, 1000);
