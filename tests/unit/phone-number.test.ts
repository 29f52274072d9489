/** One canonical form for every spelling of a phone number (T7). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountryCallingCode, type CountryCode } from 'libphonenumber-js/min';
import { callerKey, callerKeys, lastingKey, lastingKeys, pepperIdAt } from '../../src/platform/caller-key.ts';
import { ByNumber, canonicalNumber, isSameNumber, spellingsOf } from '../../src/platform/phone-number.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';

describe('canonicalNumber', () => {
  test.each([
    ['+5215512345678', '+525512345678'],
    ['+541123456789', '+5491123456789'],
    ['+54111523456789', '+5491123456789'],
    ['+551187654321', '+5511987654321'],
    ['+4407911123456', '+447911123456'],
  ])('%s is %s', (spelling, canonical) => {
    expect(canonicalNumber(spelling)).toBe(canonical);
    expect(canonicalNumber(canonical)).toBe(canonical);
    expect(isSameNumber(spelling, canonical)).toBe(true);
    expect(spellingsOf(canonical)[0]).toBe(canonical);
    expect(spellingsOf(spelling)).toEqual(expect.arrayContaining([spelling, canonical]));
  });

  test.each(['+15550200001', '+525512345678', '+551133334444', '+266696687', '+390612345678', 'anonymous', '', '+'])(
    '%j stays as it is',
    (number) => expect(canonicalNumber(number)).toBe(number),
  );

  test('a mobile of any country, as calls carry it, keeps its form, and so every key kept by it', () => {
    for (const [country, national] of Object.entries(examples)) {
      const number = `+${getCountryCallingCode(country as CountryCode)}${national}`;
      expect(canonicalNumber(number)).toBe(number);
    }
  });

  test('is idempotent, and spellings of one number have one form and the same spellings', () => {
    const digits = fc.stringMatching(/^\+(1|44|49|52|521|54|549|55|[1-9])\d{7,11}$/);
    fc.assert(
      fc.property(digits, (number) => {
        const canonical = canonicalNumber(number);
        expect(canonicalNumber(canonical)).toBe(canonical);
        for (const spelling of spellingsOf(number)) expect(canonicalNumber(spelling)).toBe(canonical);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a map by number finds every spelling', () => {
  const map = new ByNumber([['+5215512345678', 'ana']]);
  expect([map.get('+525512345678'), map.has('+5215512345678'), map.get('+5215512345679')]).toEqual([
    'ana',
    true,
    undefined,
  ]);
});

describe('keys', () => {
  const secrets = deriveSecrets('ab'.repeat(32));
  const nowMs = Date.parse('2026-11-30T12:00:00Z');
  test('are the same for every spelling, and what was kept by another one is looked for too', () => {
    const [one, other] = ['+525512345678', '+5215512345678'];
    expect(lastingKey(secrets, 'main', one)).toBe(lastingKey(secrets, 'main', other));
    expect(callerKey(secrets, '1', 'main', one)).toBe(callerKey(secrets, '1', 'main', other));
    expect(lastingKeys(secrets, 'main', one)).toEqual(lastingKeys(secrets, 'main', other));
    expect(lastingKeys(secrets, 'main', other)).toHaveLength(2);
    expect(lastingKeys(secrets, 'main', other)[0]).toBe(lastingKey(secrets, 'main', other));
    expect(callerKeys(secrets, nowMs, 'main', other)).toHaveLength(4);
  });
  test('of a number with one spelling are what they were', () => {
    const number = '+15550900001';
    expect(lastingKeys(secrets, '', number)).toEqual([lastingKey(secrets, '', number)]);
    expect(callerKeys(secrets, nowMs, '', number)[0]).toBe(callerKey(secrets, pepperIdAt(nowMs), '', number));
  });
});
