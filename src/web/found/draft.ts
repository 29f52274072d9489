/** What is typed while founding. What identifies nobody outlives a reload, in the history of the tab; names and numbers of people stay in the memory of the window. */
import { useState } from 'react';
import type { Asked } from '../client.ts';
import { holdUnsent, nobodyYet, unsentIn } from '../unsent.ts';
import { countryGuessed } from './countries.ts';
import { zoneProposed } from './zone-proposed.ts';

type Body = Asked<'founding.found'>['body'];
export type Hours = NonNullable<Body['openingHours']>;
export type Somebody = { name: string; phone: string; languages: string[] };

type Open = {
  step: number;
  name: string;
  timeZone: string;
  country: string;
  crisisNumber: string;
  crisisName: string;
  languages: string[];
  phoneNumber: string;
  openingHours: Hours;
  greetings: { language: string; words: string }[];
  ringsAtOnce: boolean;
  takesCalls: boolean;
};
type People = { you: Somebody; people: Somebody[] };
export type FoundingDraft = Open & People;

export const nobody: Somebody = { name: '', phone: '', languages: [] };
const purpose = 'founding';

/** What is guessed of somebody whose browser says so much of itself. */
export function firstDraft(
  browser: { languages: readonly string[]; timeZone: string; language: string },
  isLab: boolean,
): FoundingDraft {
  const { code, crisisNumber, crisisName } = countryGuessed(browser.languages);
  return {
    step: 0,
    name: '',
    timeZone: zoneProposed(browser.timeZone),
    country: code,
    crisisNumber,
    crisisName,
    languages: [browser.language],
    phoneNumber: '',
    openingHours: [],
    greetings: [],
    ringsAtOnce: isLab,
    takesCalls: true,
    you: nobody,
    people: [],
  };
}

/** The draft, and what changes a part of it. */
export function useFoundingDraft(first: () => FoundingDraft): [FoundingDraft, (part: Partial<FoundingDraft>) => void] {
  const [draft, setDraft] = useState<FoundingDraft>(() => ({ ...first(), ...heldOpen(), ...heldPeople() }));
  const set = (part: Partial<FoundingDraft>) =>
    setDraft((before) => {
      const after = { ...before, ...part };
      const { you, people, ...open } = after;
      holdUnsent(nobodyYet, purpose, { you, people } satisfies People);
      window.history.replaceState({ ...(window.history.state as object | null), [purpose]: open satisfies Open }, '');
      return after;
    });
  return [draft, set];
}

/** Once it is founded nothing of it is left. */
export function forgetFounding(): void {
  holdUnsent(nobodyYet, purpose, null);
  window.history.replaceState({ ...(window.history.state as object | null), [purpose]: undefined }, '');
}

function heldOpen(): Partial<Open> {
  const state = (window.history.state as Record<string, unknown> | null)?.[purpose];
  return typeof state === 'object' && state !== null ? (state as Partial<Open>) : {};
}

function heldPeople(): Partial<People> {
  return unsentIn<People>(nobodyYet, purpose) ?? {};
}

/** What is asked of the service. */
export function bodyOf(draft: FoundingDraft, callingCode: string, token: string | null): Body {
  const { step: _step, country: _country, you, takesCalls, people, languages, ...rest } = draft;
  const spoken = (own: readonly string[]) => own.filter((language) => languages.includes(language));
  return {
    ...rest,
    token,
    callingCode,
    languages,
    you: { ...you, languages: spoken(you.languages), takesCalls },
    people: people.map((person) => ({ ...person, languages: spoken(person.languages) })),
  };
}
