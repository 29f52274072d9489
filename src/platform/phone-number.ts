/** One canonical form for a phone number, however it is spelled: numbers are compared and keyed by it, and never dialled by it (T7). */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { LayeredMap } from '../schedule/layered-map.ts';

/**
 * Networks that write a mobile number in two ways. `canonical` is what calls and SMS carry; the other spelling comes
 * from WhatsApp, or from a roster: Mexico's 1 (given up in 2019), Argentina's 9, Brazil's ninth digit.
 */
const twoSpellings: readonly { canonical: RegExp; other: RegExp; fromOther: string; toOther: string }[] = [
  { canonical: /^\+52(\d{10})$/, other: /^\+521(\d{10})$/, fromOther: '+52$1', toOther: '+521$1' },
  { canonical: /^\+549([1-8]\d{9})$/, other: /^\+54([1-8]\d{9})$/, fromOther: '+549$1', toOther: '+54$1' },
  {
    canonical: /^\+55([1-9]{2})9([6-9]\d{7})$/,
    other: /^\+55([1-9]{2})([6-9]\d{7})$/,
    fromOther: '+55$19$2',
    toOther: '+55$1$2',
  },
];

/** The library takes 50 µs for a number, and a webhook asks for the same one several times. */
const known = new Map<string, string>();
const knownAtMost = 2_000;

/** The canonical form of a number such as `+5215512345678`; what is no number stays as it is. */
export function canonicalNumber(number: string): string {
  const found = known.get(number);
  if (found !== undefined) return found;
  const canonical = canonicalOf(number);
  if (known.size >= knownAtMost) known.clear();
  known.set(number, canonical);
  return canonical;
}

function canonicalOf(number: string): string {
  // The library takes a trunk prefix away that stands after a country code.
  const plain = /^\+\d{8,16}$/.test(number) ? (parsePhoneNumberFromString(number)?.number ?? number) : number;
  if (plain !== number) return canonicalOf(plain);
  const spelling = twoSpellings.find(({ other }) => other.test(plain));
  return spelling ? plain.replace(spelling.other, spelling.fromOther) : plain;
}

/** Whether two spellings are of one number. */
export function isSameNumber(one: string, other: string): boolean {
  return canonicalNumber(one) === canonicalNumber(other);
}

/** Every spelling under which a number may have been kept, the canonical one first. */
export function spellingsOf(number: string): string[] {
  const canonical = canonicalNumber(number);
  const spelling = twoSpellings.find((one) => one.canonical.test(canonical));
  return [
    ...new Set([canonical, ...(spelling ? [canonical.replace(spelling.canonical, spelling.toOther)] : []), number]),
  ];
}

/** A map by phone number, in which every spelling of a number finds the same value. */
export class ByNumber<Value> extends Map<string, Value> {
  override get(number: string): Value | undefined {
    return super.get(canonicalNumber(number));
  }
  override has(number: string): boolean {
    return super.has(canonicalNumber(number));
  }
  override set(number: string, value: Value): this {
    return super.set(canonicalNumber(number), value);
  }
  override delete(number: string): boolean {
    return super.delete(canonicalNumber(number));
  }
}

/** The same of many numbers, never changed: a change gives the next one, which shares all else with this. */
export class ManyByNumber<Value> {
  readonly byCanonical: LayeredMap<string, Value>;

  constructor(byCanonical: LayeredMap<string, Value>) {
    this.byCanonical = byCanonical;
  }
  get(number: string): Value | undefined {
    return this.byCanonical.get(canonicalNumber(number));
  }
  /** `changes` are of canonical numbers, one after the other; undefined takes one out. */
  with(changes: readonly (readonly [string, Value | undefined])[]): ManyByNumber<Value> {
    return new ManyByNumber(this.byCanonical.with(changes));
  }
}
