/** The page of the phone lab: shows every phone, and always one obvious thing to do next. */
import { act, watch } from './api.js';
import { nextStep } from './guide.js';
import { drawNow } from './now.js';
import { drawEar, drawPhone } from './phones.js';
import { readAloud } from './speech.js';
import { language, words } from './words.js';

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

/** Who and what is drawn once; where that is another, the page begins anew. */
let drawn;
const whatIsDrawn = ({ lines, phones }) =>
  JSON.stringify([lines, phones.filter(({ personId }) => personId).map(({ number, name }) => [number, name])]);

function drawLines() {
  if (lineChoice.options.length > 0) return;
  lineChoice.replaceChildren(...state.lines.map((line) => new Option(`${line.name} ${line.phoneNumber}`, line.id)));
  document.getElementById('line-choice').hidden = state.lines.length < 2;
}

/** Whose lines these are, what time it is there, and the way to their pages. */
function drawPlace() {
  const { organisation, timeZone, pagesUrl, phones, nowMs } = state;
  if (organisation) document.getElementById('organisation').textContent = organisation;
  const clock = document.getElementById('clock');
  const when = { weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone };
  const time = new Intl.DateTimeFormat(language, when).format(nowMs);
  clock.textContent = words.timeIn({ time, place: timeZone.split('/').at(-1).replaceAll('_', ' ') });
  clock.dateTime = new Date(nowMs).toISOString();
  const people = phones.filter(({ personId }) => personId !== null);
  const guest = people.find(({ leads }) => leads) ?? people[0];
  const link = document.getElementById('look-around');
  if (!pagesUrl || !guest) return;
  link.hidden = false;
  link.href = `${pagesUrl}/sign-in?as=${encodeURIComponent(guest.personId)}`;
  link.textContent = words.lookAround(guest);
}

function drawGuide() {
  const line = chosenLine();
  if (!line) return;
  step = nextStep(state, line);
  // Only what changed is written: the sentence is a live region.
  if (guideText.textContent !== step.text) guideText.textContent = step.text;
  guideButton.hidden = !step.button;
  if (step.button && guideButton.textContent !== step.button) guideButton.textContent = step.button;
}

function draw(next) {
  state = next;
  drawn ??= whatIsDrawn(next);
  if (drawn !== whatIsDrawn(next)) return window.location.reload();
  drawLines();
  for (const phone of state.phones) {
    const fresh = drawPhone(phone, places[phone.role], chosenLine, state.nowMs);
    if (!isFirst) readAloud(phone, fresh);
  }
  isFirst = false;
  document.getElementById('others-section').hidden = !state.phones.some((phone) => phone.role === 'other');
  drawPlace();
  drawNow(state);
  drawGuide();
}

guideButton.addEventListener('click', () => void (step?.act && act(...step.act)));
lineChoice.addEventListener('change', drawGuide);
watch(draw, () => {
  guideText.textContent = words.lost;
  guideButton.hidden = true;
});
// Waiting, and that words are over, is only noticed when time passes without news.
setInterval(() => {
  if (!state) return;
  state.nowMs += 1000;
  for (const phone of state.phones) drawEar(phone, state.nowMs);
  drawPlace();
  drawNow(state);
  drawGuide();
}, 1000);
