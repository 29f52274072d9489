/** Plays the volunteers of the phone lab where nobody is at its page: they pick up, press 1, and say hello. */
import type { StoryLine } from '../../infra/phone-lab/lab-view.ts';
import type { LabClient } from './phone-lab-client.ts';

const PICK_UP_SECONDS = 3;
const PRESS_SECONDS = 2;
const HELLO_SECONDS = 1;

type Asked = 'rung' | 'picked-up' | 'pressed' | 'talking';

/** Follows what happens on every volunteer's phone, and acts on those that no page is open for. */
export function playVolunteers(
  lab: LabClient,
  after: (seconds: number, action: () => void) => void,
): { story(line: StoryLine): void } {
  const played = new Map<string, Asked>();

  async function pickUpUnattended(number: string): Promise<void> {
    if ((await lab.openPages()) > 0) return;
    played.set(number, 'rung');
    // Somebody else may have been quicker, or the call may be gone: then there is nothing to do.
    after(PICK_UP_SECONDS, () => void lab.act(number, 'answer'));
  }

  return {
    story({ number, role, kind }) {
      if (role !== 'volunteer') return;
      if (kind === 'rings') return void pickUpUnattended(number).catch(() => undefined);
      const asked = played.get(number);
      if (kind === 'ended') played.delete(number);
      else if (kind === 'picked-up' && asked === 'rung') played.set(number, 'picked-up');
      else if (kind === 'say' && asked === 'picked-up') {
        played.set(number, 'pressed');
        after(PRESS_SECONDS, () => void lab.act(number, 'press', { keys: '1' }));
      } else if (kind === 'connected' && asked === 'pressed') {
        played.set(number, 'talking');
        after(
          HELLO_SECONDS,
          () => void lab.act(number, 'say', { text: 'Hello, I am glad you called. I am listening.' }),
        );
      }
    },
  };
}
