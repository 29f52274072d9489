/** Reads TwiML into verbs, as strictly as the carrier does. */
import { DOMParser, type Element, type Node } from '@xmldom/xmldom';

export type Verb = { name: string; attributes: Readonly<Record<string, string>>; text: string; children: Verb[] };

export class TwimlError extends Error {
  readonly code: number;
  /** The document that could not be had or used. */
  url: string | undefined;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const isElement = (node: Node): node is Element => node.nodeType === 1;

function toVerb(element: Element): Verb {
  const attributes: Record<string, string> = {};
  for (const attribute of element.attributes) attributes[attribute.name] = attribute.value;
  const children = [...element.childNodes].filter(isElement).map(toVerb);
  return { name: element.tagName, attributes, text: (element.textContent ?? '').replace(/\s+/g, ' ').trim(), children };
}

/** The verbs of a `<Response>`; throws `TwimlError` (12100) where the text is no TwiML. */
export function parseTwiml(text: string): Verb[] {
  const problems: string[] = [];
  let root: Element | null = null;
  try {
    root = new DOMParser({ onError: (_level, message) => void problems.push(message) }).parseFromString(
      text,
      'text/xml',
    ).documentElement;
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  if (!root || problems.length > 0) throw new TwimlError(12100, `document parse failure: ${problems[0] ?? 'empty'}`);
  if (root.tagName !== 'Response')
    throw new TwimlError(12100, `document parse failure: the root is <${root.tagName}>, not <Response>`);
  return [...root.childNodes].filter(isElement).map(toVerb);
}

/** A yes-or-no attribute. */
export const flag = (verb: Verb, name: string, otherwise: boolean): boolean => {
  const value = verb.attributes[name];
  return value === undefined ? otherwise : value.toLowerCase() === 'true';
};

/** A number attribute. */
export const numeric = (verb: Verb, name: string, otherwise: number): number => {
  const value = Number(verb.attributes[name] ?? otherwise);
  return Number.isFinite(value) ? value : otherwise;
};

export const methodOf = (verb: Verb, name = 'method'): 'GET' | 'POST' =>
  verb.attributes[name]?.toUpperCase() === 'GET' ? 'GET' : 'POST';

/** What a `<Message>` says, with or without `<Body>` and `<Media>`. */
export function contentOf(verb: Verb): { body: string; mediaUrls: string[] } {
  const body = verb.children.find((child) => child.name === 'Body');
  const mediaUrls = verb.children.filter((child) => child.name === 'Media').map((child) => child.text);
  return { body: body ? body.text : verb.children.length > 0 ? '' : verb.text, mediaUrls };
}
