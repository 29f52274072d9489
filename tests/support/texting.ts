/** Phones that text, for stories about conversations. */
import { line } from './small-organisation.ts';
import type { Stage } from './stage.ts';

/** 18:00 in Chicago, an hour into the evening shift of the small organisation. */
export const evening = '2026-11-10T18:00:00-06:00';

export type Texting = {
  /** What the phone has read of the service, oldest first; the carrier's own answers left out. */
  read(number: string): string[];
  /** What the phone read since it was last asked; whoever asks says what it is, so it is no longer unexpected. */
  news(number: string): string[];
  /** Sends a text to the line and lets everything that follows happen. */
  write(
    number: string,
    body: string,
    options?: { deliveries?: number; mediaUrls?: string[]; whatsapp?: boolean; seconds?: number; to?: string },
  ): Promise<void>;
};

export function texting(stage: Stage): Texting {
  const seen = new Map<string, number>();
  const textsOf = (number: string) =>
    stage
      .phone(number)
      .texts()
      .filter((text) => !text.fromCarrier);
  const read = (number: string) => textsOf(number).map((text) => text.body);
  return {
    read,
    news(number) {
      const all = textsOf(number);
      const fresh = all.slice(seen.get(number) ?? 0);
      seen.set(number, all.length);
      stage.wasRead(fresh);
      return fresh.map((text) => text.body);
    },
    async write(number, body, { seconds = 2, to = line, ...options } = {}) {
      stage.phone(number).sendText(to, body, options);
      await stage.pass(seconds);
    },
  };
}

/** Makes the phone answer every text by itself: what `says` gives for the number of the answer, so many seconds after the text. */
export function answersByItself(
  stage: Stage,
  number: string,
  says: string | ((count: number) => string),
  afterSeconds = 1,
): { readonly count: number; stop(): void } {
  let count = 0;
  let stopped = false;
  const stop = stage.carrier.control.subscribe((event) => {
    if (event.kind !== 'text' || event.message.direction === 'inbound') return;
    const { to, from, status, body } = event.message;
    if (to !== number || status !== 'delivered' || body === '' || event.message.fromCarrier) return;
    stage.clock.after(afterSeconds * 1000, () => {
      if (stopped) return;
      count += 1;
      stage.phone(number).sendText(from, typeof says === 'string' ? says : says(count));
    });
  });
  return {
    get count() {
      return count;
    },
    stop() {
      stopped = true;
      stop();
    },
  };
}
