/** A stream followed as a page follows it: keeps what it tells, checked against the contract, and waits for what a story says. */
import type { z } from 'zod';
import { draftTold, fillTold } from '../../src/api/contract/roster-fill.ts';
import { eventually } from './patience.ts';

export type StreamWatch<Events> = {
  /** What was told last, by the kind of event. */
  now: Partial<Events>;
  /** Every kind of event, in order. */
  told: string[];
  until(what: string, holds: (now: Partial<Events>) => boolean): Promise<void>;
  leave(): void;
};

/** Opens a stream; events of these kinds are checked and kept. */
export async function watchStream<Events extends Record<string, unknown>>(
  url: string,
  headers: Record<string, string>,
  kinds: { [Kind in keyof Events & string]: z.ZodType<Events[Kind]> },
): Promise<StreamWatch<Events>> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  if (response.status !== 200 || !response.body) throw new Error(`no stream: ${response.status}`);
  const now: Partial<Events> = {};
  const told: string[] = [];
  let fault: unknown = null;
  const take = (event: string, data: unknown) => {
    told.push(event);
    const kind: z.ZodType | undefined = kinds[event];
    if (kind) Object.assign(now, { [event]: kind.parse(data) });
  };
  const read = async (body: AsyncIterable<Uint8Array>) => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const bytes of body) {
      rest += decoder.decode(bytes, { stream: true });
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const [event, text] = [/^event: (.*)$/m.exec(part)?.[1], /^data: (.*)$/m.exec(part)?.[1]];
        if (event !== undefined && text !== undefined) take(event, JSON.parse(text));
      }
    }
  };
  read(response.body as unknown as AsyncIterable<Uint8Array>).catch((problem: unknown) => {
    if (!leaving.signal.aborted) fault = problem;
  });
  return {
    now,
    told,
    leave: () => leaving.abort(),
    until: (what, holds) =>
      eventually(
        what,
        () => {
          if (fault !== null) throw new Error('the stream broke', { cause: fault });
          return holds(now);
        },
        () => JSON.stringify(now),
      ),
  };
}

type Draft = { draft: z.output<typeof draftTold>; fill: z.output<typeof fillTold>['fill'] };

export type DraftWatch = StreamWatch<Draft>;

/** Opens the stream of a draft. */
export function watchDraft(url: string, headers: Record<string, string>, draftId: string): Promise<DraftWatch> {
  return watchStream<Draft>(`${url}/api/v1/drafts/${draftId}/stream`, headers, {
    draft: draftTold.strict(),
    fill: fillTold.strict().transform(({ fill }) => fill),
  });
}
