import { describe, expect, test } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import { hangUp } from '../../src/carrier/document.ts';
import { twimlOf } from '../../src/carrier/twilio/twiml.ts';

const saying = (text: string) => twimlOf(hangUp({ kind: 'say', language: 'en-US', text }));
const said = (document: string) => [...document.matchAll(/<Say[^>]*>([^<]*)<\/Say>/g)].map(([, text]) => text ?? '');

describe('whatever a line or a coordinator wrote is spoken as a document the carrier takes', () => {
  test('in pieces, none too long, nothing lost', () => {
    const text = Array.from({ length: 1_500 }, (_, index) => `word${index}`).join(' ');
    const pieces = said(saying(text));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.every((piece) => piece.length <= 4_096)).toBe(true);
    expect(pieces.join(' ')).toBe(text);
  });

  test('without signs that no document may hold', () => {
    const document = saying('We are\u0007 back\u0000 at nine\ud800. & <soon> \u{1F49A}');
    for (const sign of ['\u0000', '\u0007', '\ud800.']) expect(document).not.toContain(sign);
    expect(() => new DOMParser().parseFromString(document, 'text/xml')).not.toThrow();
    expect(said(document)).toEqual(['We are  back  at nine . &amp; &lt;soon&gt; \u{1F49A}']);
  });

  test('nothing is said where nothing is left', () => {
    expect(saying(' \u0007 ')).not.toContain('<Say');
  });
});
