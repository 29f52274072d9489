/** Says which names of time zones an organisation may use: those that luxon, Postgres and `Intl` all take as the same zone. */
import { IANAZone } from 'luxon';

/** The areas of the IANA time zone database; a name below one of them is a place, or a fixed zone of `Etc`. */
const areas =
  /^(africa|america|antarctica|arctic|asia|atlantic|australia|brazil|canada|chile|etc|europe|indian|mexico|pacific|us)\//i;

/** The names of the database without an area. Others that `Intl` takes (`PST`, `ACT`, `IST`) mean different zones to different programs. */
const withoutArea = new Set(
  `UTC GMT GMT0 GMT+0 GMT-0 UCT Universal Zulu Greenwich EST MST HST EST5EDT CST6CDT MST7MDT PST8PDT CET EET MET WET Cuba Egypt Eire GB GB-Eire
   Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya Navajo NZ NZ-CHAT Poland Portugal PRC ROC ROK Singapore Turkey W-SU`
    .toLowerCase()
    .split(/\s+/),
);

/** Names that `Intl` takes and the database has given up: Postgres knows them no more. */
const givenUp = new Set(['us/pacific-new', 'canada/east-saskatchewan']);

const known = new Map<string, boolean>();

/** Whether `name` is a zone or a link of the IANA database, in capitals or not; offsets (`UTC+2`) and words (`local`) are none. */
export function isZoneName(name: string): boolean {
  let answer = known.get(name);
  if (answer === undefined) {
    const plain = name.toLowerCase();
    answer = (areas.test(plain) || withoutArea.has(plain)) && !givenUp.has(plain) && IANAZone.isValidZone(name);
    known.set(name, answer);
  }
  return answer;
}

/** Where people usually are who name a fixed zone, by hours east of UTC. */
const usualPlaces: Readonly<Record<string, string>> = {
  '-10': 'Pacific/Honolulu',
  '-9': 'America/Anchorage',
  '-8': 'America/Los_Angeles',
  '-7': 'America/Denver',
  '-6': 'America/Chicago',
  '-5': 'America/New_York',
  '-4': 'America/Halifax',
  '-3': 'America/Sao_Paulo',
  '0': 'Europe/London',
  '1': 'Europe/Berlin',
  '2': 'Europe/Athens',
  '3': 'Africa/Nairobi',
  '4': 'Asia/Dubai',
  '5': 'Asia/Karachi',
  '6': 'Asia/Dhaka',
  '7': 'Asia/Bangkok',
  '8': 'Asia/Singapore',
  '9': 'Asia/Tokyo',
  '10': 'Australia/Sydney',
  '12': 'Pacific/Auckland',
};

const shortNames: Readonly<Record<string, number>> = { est: -5, mst: -7, hst: -10, gmt: 0, gmt0: 0, greenwich: 0 };

/** To `Intl` zones with summer time, to Postgres also short names of a winter that never ends. */
const ambiguous: Readonly<Record<string, string>> = {
  cet: 'Europe/Brussels',
  eet: 'Europe/Athens',
  met: 'Europe/Brussels',
  wet: 'Europe/Lisbon',
};

/**
 * Of a zone whose name may mislead: its hours east of UTC where its clocks never change though those of a place it suggests
 * do, null where programs disagree about it; and the place that is likely meant (null where there is none). Null for every other zone.
 */
export function misleadingZone(name: string): { hoursEast: number | null; likely: string | null } | null {
  const plain = name.toLowerCase();
  if (ambiguous[plain] !== undefined) return { hoursEast: null, likely: ambiguous[plain] };
  // POSIX counts the hours west of Greenwich: Etc/GMT+5 is New York's winter.
  const west = /^(?:etc\/)?gmt([+-]\d{1,2})$/.exec(plain)?.[1];
  const hoursEast = west === undefined ? shortNames[plain.replace(/^etc\//, '')] : -Number(west) || 0;
  if (hoursEast === undefined) return null;
  return { hoursEast, likely: usualPlaces[String(hoursEast)] ?? null };
}
