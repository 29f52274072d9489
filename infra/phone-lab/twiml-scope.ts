/** What the verbs of a document work with: where they stand, who hears them, and which document is next. */
import type { HeardWhat, Params } from './model.ts';
import { hear, type Scope, type Step } from './state.ts';
import { TwimlError, type Verb } from './twiml-parse.ts';

export type Document = { verbs: Verb[]; url?: string; method: 'GET' | 'POST' };

export type RunVerb = (scope: Scope, verb: Verb, document: Document) => Promise<Step | undefined>;

/** Lets everyone who listens to a document hear something. */
export const hearIn = (scope: Scope, what: HeardWhat): void => {
  for (const call of scope.listeners()) hear(scope.lab, call, what);
};

/** A URL of a document, made absolute against the document's own; throws where that cannot be. */
export function absoluteUrl(document: Document, url: string): string {
  try {
    // Where the reference is absolute it is used letter by letter: the signature covers it as written.
    return /^https?:\/\//i.test(url) ? url : new URL(url, document.url?.split('#')[0]).href;
  } catch {
    throw new TwimlError(11100, `invalid URL ${JSON.stringify(url)}: inline TwiML needs absolute URLs`);
  }
}

/** The next document, from a verb's URL attribute. */
export const goTo = (document: Document, url: string, method: 'GET' | 'POST', params: Params = {}): Step => ({
  kind: 'go',
  source: { kind: 'url', hook: { url: absoluteUrl(document, url), method }, params },
});
