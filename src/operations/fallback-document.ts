/** The document that callers hear while this service is down, hosted elsewhere: whether it can be fetched, and leads back here. */
import { DOMParser } from '@xmldom/xmldom';

const patienceMs = 5_000;

/** What answers at `url`: a document that leads back to `voiceUrl`, something else, or nothing. */
export async function lookAtFallback(url: string, voiceUrl: string): Promise<'ours' | 'other' | 'nothing'> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    const document = await response.text();
    return response.ok && leadsTo(document, voiceUrl) ? 'ours' : 'other';
  } catch {
    return 'nothing';
  }
}

/** Whether the carrier, reading this, sends the call on to `voiceUrl`. */
export function leadsTo(document: string, voiceUrl: string): boolean {
  try {
    const parser = new DOMParser({
      onError: (_level, message) => {
        throw new Error(message);
      },
    });
    const root = parser.parseFromString(document, 'text/xml').documentElement;
    if (root?.tagName !== 'Response') return false;
    return Array.from(root.getElementsByTagName('Redirect')).some((one) => one.textContent?.trim() === voiceUrl);
  } catch {
    return false;
  }
}
