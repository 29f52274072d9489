/** What one party of a call hears next, as a value: the doors make it, the carrier's wall turns it into the carrier's own language. */

/** Words in the carrier's voice of `language` (a tag such as `es-MX`), or a recording. */
export type Saying = { kind: 'say'; text: string; language: string } | { kind: 'play'; url: string };

/** What may be heard while keys are awaited: any key ends it. */
export type Heard = Saying | { kind: 'pause'; seconds: number };

export type Step =
  | Heard
  /** Awaits keys: one, or several that `#` ends. They come to `answerTo`; after so much silence the call goes on at `silenceTo`. */
  | {
      kind: 'ask';
      heard: readonly Heard[];
      keys: 'one' | { atMost: number };
      silenceSeconds: number;
      answerTo: string;
      silenceTo: string;
    }
  /** The call goes on with the document at `url`. */
  | { kind: 'go-on'; url: string }
  /** Takes a message after a tone; a key of `endedBy` or silence ends it. News of its sound comes to `news`. */
  | {
      kind: 'record';
      mostSeconds: number;
      silenceSeconds: number;
      endedBy: string;
      answerTo: string;
      news: string;
    }
  /** Enters a conference. Where `endsIt`, it is over for everybody once this party leaves; `*` leads out of it where `starLeaves`. */
  | {
      kind: 'meet';
      conference: string;
      endsIt: boolean;
      starLeaves: boolean;
      /** What is heard until somebody else comes; null: the carrier's own music. */
      waitAt: string | null;
      leftTo: string;
      news: string;
    }
  /** Connects the call with a number, shown as coming from `from`; when that is over or failed the call goes on at `overTo`. */
  | { kind: 'connect'; number: string; from: string; ringSeconds: number; overTo: string }
  | { kind: 'hang-up' };

/** Steps one after the other. */
export type Document = readonly Step[];

/** A menu of one key: whatever is said stops at a key, and silence comes to the same address without one. */
export function menu(url: string, silenceSeconds: number, ...heard: Heard[]): Step {
  return { kind: 'ask', heard, keys: 'one', silenceSeconds, answerTo: url, silenceTo: url };
}

/** The document that leaves a call quiet, after what there is to say: for a party that is gone or has nothing more to hear. */
export function hangUp(...heard: Heard[]): Document {
  return [...heard, { kind: 'hang-up' }];
}

/** The document that says nothing, for an announcement that has come to nothing. */
export const silent: Document = [];
