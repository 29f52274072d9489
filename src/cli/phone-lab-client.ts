/** Reaches the phone lab of the running service from the command line: its phones, and what happens on them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabState, StoryLine } from '../../infra/phone-lab/lab-view.ts';
import { loadSettings, readEnvironment } from '../platform/config.ts';
import { CommandFailed } from './errors.ts';

export type LabClient = {
  state(): Promise<LabState>;
  /** How many pages of simulated phones are open. */
  openPages(): Promise<number>;
  /** Does one thing with a phone; false where it cannot be done now. */
  act(number: string, what: string, body?: object): Promise<boolean>;
  /** Every state and story line from now on, until `signal` aborts. */
  watch(seen: { state(state: LabState): void; story(line: StoryLine): void }, signal: AbortSignal): Promise<void>;
};

const NOT_RUNNING = 'The phone lab is not running: "npm start" opens it where no TWILIO_AUTH_TOKEN is set.';

/** The lab that the running service left word of in the data directory; fails with a sentence where there is none. */
export async function findPhoneLab(): Promise<LabClient> {
  const { dataDir } = loadSettings(readEnvironment(), 'all');
  const found = await readFile(join(dataDir, 'phone-lab.json'), 'utf8').catch(() => {
    throw new CommandFailed(NOT_RUNNING);
  });
  return labAt((JSON.parse(found) as { url: string }).url);
}

/** The lab whose page is at `url`. */
export function labAt(url: string): LabClient {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    try {
      return await fetch(new URL(path, url), init);
    } catch {
      throw new CommandFailed(NOT_RUNNING);
    }
  };
  return {
    state: async () => (await (await ask('state')).json()) as LabState,
    openPages: async () => ((await (await ask('viewers')).json()) as { pages: number }).pages,
    async act(number, what, body = {}) {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
      const answer = await ask(`phones/${encodeURIComponent(number)}/${what}`, init).catch(() => undefined);
      return answer?.ok ?? false;
    },
    async watch(seen, signal) {
      try {
        const { body } = await ask('events', { signal });
        for await (const { name, data } of serverSentEvents(body!)) {
          if (name === 'state') seen.state(JSON.parse(data) as LabState);
          if (name === 'story') seen.story(JSON.parse(data) as StoryLine);
        }
      } catch (error) {
        if (!signal.aborted) throw error instanceof CommandFailed ? error : new CommandFailed('The phone lab stopped.');
      }
    },
  };
}

async function* serverSentEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<{ name: string; data: string }> {
  let pending = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    pending += decoder.decode(chunk, { stream: true });
    const blocks = pending.split('\n\n');
    pending = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const [name, data] = [field('event'), field('data')];
      if (name !== undefined && data !== undefined) yield { name, data };
    }
  }
}
