/** Speaks what phones hear with the browser's own voice, when asked to. */

const box = document.getElementById('aloud');
const SPOKEN = ['say', 'voice', 'carrier-error'];
/** More than this waiting to be said is old news. */
const MOST_WAITING = 4;
let waiting = 0;

if (!('speechSynthesis' in window)) box.parentElement.hidden = true;
box.addEventListener('change', () => {
  if (!box.checked) speechSynthesis.cancel();
  waiting = 0;
});

/** Reads new entries of one phone aloud; volunteers' phones sound a little higher than callers'. */
export function readAloud(phone, entries) {
  if (!box.checked) return;
  for (const entry of entries) {
    if (!SPOKEN.includes(entry.kind) || waiting >= MOST_WAITING) continue;
    const words = new SpeechSynthesisUtterance(entry.text);
    words.lang = entry.language ?? 'en-US';
    words.pitch = phone.role === 'caller' ? 1 : 1.3;
    words.onend = words.onerror = () => (waiting = Math.max(0, waiting - 1));
    waiting += 1;
    speechSynthesis.speak(words);
  }
}
