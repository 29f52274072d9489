/** A draft followed as a page follows it: keeps what its stream tells, and waits for what a story says. */
import { draftTold, fillTold } from '../../src/api/contract/roster-fill.ts';
import { eventually } from './patience.ts';

type Events = {
  draft: ReturnType<typeof draftTold.parse>;
  fill: ReturnType<typeof fillTold.parse>['fill'];
};

export type DraftWatch = {
  /** What was told last of the draft and of its fill. */
  now: Partial<Events>;
  /** Every kind of event, in order. */
  told: string[];
  until(what: string, holds: (now: Partial<Events>) => boolean): Promise<void>;
  leave(): void;
};

/** Opens the stream of a draft; whatever it tells is checked against the contract. */
export async function watchDraft(url: string, headers: Record<string, string>, draftId: string): Promise<DraftWatch> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/api/v1/drafts/${draftId}/stream`, { headers, signal: leaving.signal });
  if (response.status !== 200 || !response.body) throw new Error(`no stream: ${response.status}`);
  const now: Partial<Events> = {};
  const told: string[] = [];
  let fault: unknown = null;
  const take = (event: string, data: unknown) => {
    told.push(event);
    if (event === 'draft') now.draft = draftTold.strict().parse(data);
    if (event === 'fill') now.fill = fillTold.strict().parse(data).fill;
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
