/** Which zones and languages an organisation may name: those that everything which has to know them takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DateTime, IANAZone } from 'luxon';
import type pg from 'pg';
import { languageTag, likelyLanguage, voiceTagOf } from '../../src/organisation/languages.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { speaks } from '../../src/schedule/languages.ts';
import { isZoneName, misleadingZone } from '../../src/schedule/zone-names.ts';
import { freshDatabase, openPool } from '../support/servers.ts';

describe('a zone', () => {
  let pool: pg.Pool;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    pool = openPool(fresh.databaseUrl);
  });
  afterAll(async () => {
    await pool.end();
    await drop();
  });

  test('is taken by luxon, Intl and Postgres alike, with the same clock, in capitals or not', async () => {
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM pg_timezone_names');
    const all = [...new Set([...rows.map(({ name }) => name), ...Intl.supportedValuesOf('timeZone')])];
    const accepted = all.filter(isZoneName);
    expect(accepted.length).toBeGreaterThan(500);
    const { rows: known } = await pool.query<{ zone: string; clock: string }>(
      `SELECT zone, to_char('2026-07-01T12:00:00Z'::timestamptz AT TIME ZONE zone, 'HH24:MI') AS clock
        FROM unnest($1::text[]) zone WHERE EXISTS (SELECT 1 FROM pg_timezone_names WHERE lower(name) = lower(zone))`,
      [accepted],
    );
    expect(accepted.filter((zone) => !known.some((one) => one.zone === zone))).toEqual([]);
    for (const { zone, clock } of known) {
      // Postgres takes these four for a winter that never ends; they are findings.
      if (misleadingZone(zone)?.hoursEast === null) continue;
      for (const written of [zone, zone.toLowerCase(), zone.toUpperCase()]) {
        expect([written, isZoneName(written)]).toEqual([written, true]);
        expect(IANAZone.isValidZone(written)).toBe(true);
        expect([written, DateTime.fromISO('2026-07-01T12:00:00Z').setZone(written).toFormat('HH:mm')]).toEqual([
          written,
          clock,
        ]);
      }
    }
  });

  test.each(
    `UTC+2 UTC-5 GMT+5 local system default LOCAL +05:00 -0300 05:00 PST CST IST JST AST ACT EDT CEST Etc/Unknown Factory localtime posixrules
     posix/America/Chicago right/UTC SystemV/EST5 US/Pacific-New Mars/Olympus America America/ America/Chicago/ Etc/GMT+99 Z utc+0`.split(
      /\s+/,
    ),
  )('is not %s', (name) => {
    expect(isZoneName(name)).toBe(false);
  });

  test.each([
    ['EST', -5, 'America/New_York'],
    ['MST', -7, 'America/Denver'],
    ['HST', -10, 'Pacific/Honolulu'],
    ['Etc/GMT+5', -5, 'America/New_York'],
    ['Etc/GMT-1', 1, 'Europe/Berlin'],
    ['Etc/GMT-13', 13, null],
    ['GMT', 0, 'Europe/London'],
    ['etc/gmt0', 0, 'Europe/London'],
  ])('%s never changes its clocks: %d hours, likely %s', (name, hoursEast, likely) => {
    expect(misleadingZone(name)).toEqual({ hoursEast, likely });
    expect(likely === null || isZoneName(likely)).toBe(true);
    const zone = DateTime.fromISO('2026-01-01T00:00:00Z').setZone(name);
    expect(zone.offset / 60).toBe(hoursEast);
  });

  test.each(['UTC', 'Etc/UTC', 'EST5EDT', 'America/Phoenix', 'Europe/London'])('%s is what it says', (name) => {
    expect(misleadingZone(name)).toBeNull();
  });
});

describe('a language', () => {
  test.each([
    ['en', 'en', 'en-US'],
    ['EN', 'en', 'en-US'],
    ['es-ar', 'es-AR', 'es-MX'],
    ['es-419', 'es-419', 'es-MX'],
    ['spa', 'es', 'es-MX'],
    ['zh-hant', 'zh-Hant', 'zh-CN'],
    ['zh-TW', 'zh-TW', 'zh-TW'],
    ['tl', 'fil', 'fil-PH'],
    ['no', 'no', 'nb-NO'],
    ['sr-Latn', 'sr-Latn', 'sr-RS'],
    ['so', 'so', null],
  ])('%s is written %s and spoken by %s', (given, tag, voice) => {
    expect(languageTag(given)).toBe(tag);
    expect(voiceTagOf(tag)).toBe(voice);
  });

  test.each([
    ['en-USA', 'en'],
    ['en_US', 'en-US'],
    ['English', 'en'],
    ['español', 'es'],
    ['spanish', 'es'],
    ['en-ZZ', 'en'],
    ['es-XQ', 'es'],
    ['xx', null],
    ['und', null],
    ['mul', null],
    ['klingon', null],
    ['', null],
  ])('%s is none; likely %s is meant', (given, likely) => {
    expect(languageTag(given)).toBeNull();
    expect(likelyLanguage(given)).toBe(likely);
  });

  test('has a voice that the carrier’s own library knows', () => {
    const library = readFileSync(join(projectRoot, 'node_modules/twilio/lib/twiml/VoiceResponse.d.ts'), 'utf8');
    const known = new Set(/type SayLanguage = ([^;]+);/.exec(library)?.[1]?.match(/[\w-]+/g));
    const spoken = Intl.getCanonicalLocales(
      [...known].filter((tag) => !tag.endsWith('WLS')).map((tag) => tag.split('-')[0] ?? ''),
    );
    for (const language of [...spoken, 'no', 'zh-Hant', 'pt-AO'])
      expect([language, known.has(voiceTagOf(language) ?? '')]).toEqual([language, true]);
  });

  test.each<[string, string, boolean]>([
    ['es', 'es-MX', true],
    ['es-MX', 'es', true],
    ['en-GB', 'en-US', true],
    ['zh', 'zh-Hant', true],
    ['zh-Hans', 'zh-Hant', false],
    ['zh-Hans-CN', 'zh-Hans', true],
    ['en', 'es', false],
  ])('whoever speaks %s serves who wants %s: %s', (spoken, wanted, serves) => {
    expect(speaks([spoken], wanted)).toBe(serves);
  });
});
