/** What the page on the organisation file says, in English. */
type Count = { count: number };

export const fileEn = {
  lead: 'Everything the organisation is made of: lines, people, shifts, time off and blocks. Admins alone take it along or bring it in.',

  takeTitle: 'Take it along',
  takeLead:
    'The file holds everybody’s name and phone number: keep it where nobody else can read it. That you took it along is noted.',
  take: 'Fetch the file',

  bringTitle: 'Bring a file in',
  bringLead: 'You see what it changes before anything happens. It is taken over all together or not at all.',
  file: 'Organisation file (JSON)',
  looking: 'Reading the file…',
  tooBig: 'It has more than 20 MB. No organisation is that large; is it the right file?',
  notText: 'It is no text. An organisation file is JSON, as it is fetched above.',
  otherEncoding: 'Its letters are written in a way we cannot tell. Save it as UTF-8, and choose it again.',
  empty: 'It is empty.',
  unreadable: 'Your browser could not read it. Nothing was changed; please choose it again.',

  faultsTitle: 'What is wrong with it',
  faults: ({ count }: Count) =>
    count === 1
      ? 'One thing is wrong with this file, so nothing of it can be brought in. Nothing was changed.'
      : `${count} things are wrong with this file, so nothing of it can be brought in. Nothing was changed.`,
  wholeFile: 'The file',

  changesTitle: 'What it changes',
  same: 'It is the organisation as it is now. There is nothing to bring in.',
  changes: 'Nothing is changed yet.',
  lines: 'Lines',
  people: 'People',
  shifts: 'Shifts',
  added: ({ count }: Count) => `${count} new`,
  changed: ({ count }: Count) => `${count} changed`,
  retired: ({ count }: Count) => `${count} taken out`,
  reordered: 'They are put in another order.',
  more: ({ count }: Count) => `and ${count} more`,
  changedFields: ({ name, fields }: { name: string; fields: string }) => `${name}: ${fields}`,
  organisation: 'The name, zone or crisis line of the organisation changes.',
  policy: 'The numbers all lines run by change.',
  timeOff: 'Time off changes.',
  blocks: 'Blocks change.',
  peopleGo: ({ count }: Count) =>
    count === 1
      ? 'One person goes: off every shift, signed out everywhere, and nothing they could be reached by is kept. This cannot be undone.'
      : `${count} people go: off every shift, signed out everywhere, and nothing they could be reached by is kept. This cannot be undone.`,
  ownTag: ({ name, tag, stays }: { name: string; tag: string; stays: 'on' | 'off' }) =>
    stays === 'off'
      ? `${name}: the tag “${tag}” stays off, because they took it back themselves.`
      : `${name}: the tag “${tag}” stays on, because they put it on themselves.`,

  lostTitle: 'What would be lost',
  lost: ({ exported, now }: { exported: number; now: number }) =>
    `The file is of version ${exported}, and the organisation is at version ${now} by now. What was changed since would be as it was then:`,
  lostBy: ({ place, who, when }: { place: string; who: string; when: string }) =>
    `${place}: changed by ${who}, ${when}`,
  lostUntraced: ({ place }: { place: string }) => `${place}: is another one now`,
  somebody: 'somebody',
  replace: ({ count }: Count) =>
    count === 1
      ? 'Bring it in all the same: this one change is lost'
      : `Bring it in all the same: these ${count} changes are lost`,
  bring: 'Bring it in',
  taken: ({ version }: { version: number }) => `It is brought in. The organisation is at version ${version} now.`,
  meanwhile:
    'Somebody changed the organisation since you looked. Nothing was brought in; here is what the file would change now.',
};

/** Every string of a language: one missing, or one with other values, does not compile. */
export type FileWords = typeof fileEn;
