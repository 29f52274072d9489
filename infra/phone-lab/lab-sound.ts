/** What reaches a phone's ear at this instant, for whoever looks at the lab. */
import type { Names } from './lab-names.ts';
import type { Heard, Phone } from './model.ts';
import type { Lab } from './state.ts';
import { speechMs } from './twiml-speak.ts';

export type Sound = {
  /** `rings`: the phone itself; `ringing`: the tone of a phone at the other end. */
  kind: 'rings' | 'ringing' | 'speech' | 'voice' | 'music' | 'quiet';
  /** The words, where somebody or something speaks. */
  text: string;
  language?: string;
  /** Whose voice it is. */
  from?: string;
  /** When these words are over. */
  untilMs?: number;
};

const quiet: Sound = { kind: 'quiet', text: '' };

/** Undefined for what makes no sound of its own, such as a key pressed. */
function soundIn(heard: Heard, { nameOf }: Names, lab: Lab): Sound | undefined {
  switch (heard.kind) {
    case 'rings':
      return { kind: 'rings', text: '' };
    case 'ringing':
      return { kind: 'ringing', text: '' };
    case 'say':
    case 'carrier-error': {
      const language = heard.kind === 'say' ? heard.language : undefined;
      const untilMs = heard.atMs + speechMs(lab, heard.text);
      return { kind: 'speech', text: heard.text, untilMs, ...(language ? { language } : {}) };
    }
    case 'voice':
      return { kind: 'voice', text: heard.text, from: nameOf(heard.from) };
    case 'play':
      return { kind: 'music', text: '' };
    case 'hold-music':
      return heard.on ? { kind: 'music', text: '' } : quiet;
    case 'picked-up':
    case 'connected':
    case 'alone':
    case 'beep':
    case 'dials':
      return quiet;
    case 'pressed':
    case 'tone':
    case 'said':
    case 'ended':
      return undefined;
  }
}

/** What the phone's present call sounds like; null where it is in none. */
export function soundOf(lab: Lab, phone: Phone, names: Names): Sound | null {
  if (!phone.call) return null;
  for (const heard of phone.call.heard.toReversed()) {
    const sound = soundIn(heard, names, lab);
    if (sound) return sound;
  }
  return quiet;
}
