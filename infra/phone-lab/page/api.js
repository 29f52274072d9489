/** Reaches the phone lab: acts on a phone, and tells of every change. */
import { words } from './words.js';

const problem = document.getElementById('problem');

/** Does one thing with a phone; what cannot be done is said at the foot of the page. */
export async function act(number, what, body = {}) {
  const answer = await fetch(`phones/${encodeURIComponent(number)}/${what}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  const { error } = answer?.ok
    ? {}
    : ((await answer?.json().catch(() => undefined)) ?? {
        error: words.notRunning,
      });
  problem.textContent = error ?? '';
}

/** Calls `onState` with everything there is to show, now and after each change. */
export function watch(onState, onLost) {
  const events = new EventSource('events?as=page');
  events.addEventListener('state', ({ data }) => onState(JSON.parse(data)));
  events.addEventListener('error', onLost);
}
