/** What the pages say of a person's record as such, in English: two that are one, what is held, and erasure. */
type Name = { name: string };

export const recordsEn = {
  heldTitle: 'What is held about them',
  heldLead:
    'A file to hand to them when they ask. What they carry, and how they answered after contacts, is not in it: they fetch that themselves, under “Me”. That you fetched it is noted.',
  held: 'Fetch the file',

  doubledTitle: 'Here twice?',
  doubledLead:
    'Where the same person stands here under two records, both can be made one. You see first what becomes of them.',
  doubled: 'Make two records one…',
  doubledFind: 'The other record: part of the name',
  doubledNone: 'Nobody else matches.',
  doubledMore: 'There are more: write more of the name.',
  stop: 'Leave both as they are',
  which: 'Which record stays',
  stays: ({ name, digits }: Name & { digits: string }) => `${name}, with the number that ends with ${digits}`,
  compare: 'What each of them holds, and what becomes of it',
  what: 'What',
  staying: 'Stays',
  going: 'Goes',
  result: 'Afterwards',
  name: 'Name',
  phone: 'Phone number',
  email: 'Email',
  roles: 'Roles',
  languages: 'Languages',
  tags: 'Tags',
  training: 'Training',
  times: 'When they can',
  timesSaid: 'said',
  shifts: 'Shifts to come',
  daysAway: 'Times away',
  calls: 'Calls so far',
  conversations: 'Text conversations so far',
  endsWith: ({ digits }: { digits: string }) => `ends with ${digits}`,
  until: ({ course, until }: { course: string; until: string }) => `${course} until ${until}`,
  sameShift: 'counted once where both are on',
  mergeSays:
    'Shifts, time away, what weighs on them, calls and conversations go on under the record that stays. The other one leaves: it is signed out everywhere and its calendars end. Roles of the one that goes are not taken along. This cannot be undone.',
  hindered: 'Not at this moment, for the record that goes:',
  hindrances: {
    talking: 'it is in a call, or its phone rings. Wait until that is over.',
    texting: 'it is in a text conversation. It can be closed, or given to somebody else on the live board.',
    'on-shift': 'it is on shift now. Wait until the shift is over.',
    dealing: 'it is part of an offer, a swap, or a call to come in. Once that is settled or taken back it can go.',
  },
  mergeYes: ({ name }: Name) => `Yes, make them one: ${name}`,
  wasMerged: ({ name }: Name) => `Both records are one now. ${name} has what both held.`,
  mergeRefused:
    'Nothing was changed: the record that would go is busy at this moment, or it is your own. Have a look at what stands below.',

  leftLink: 'Those who left',
  leftTitle: 'Those who left',
  leftLead: 'Their names stay where they were part of something. Nothing they could be reached by is kept.',
  leftNone: 'Nobody who left is named here.',
  leftAt: ({ when }: { when: string }) => `left ${when}`,
  erase: ({ name }: Name) => `Erase ${name}…`,
  eraseShort: 'Erase…',
  eraseSays: ({ name }: Name) =>
    `Of ${name} nothing is left but that somebody was there: name, tags, courses, days and all that weighed on them are gone; what was counted stays, without a person. Backups that were made before still have them until they are thrown away. This cannot be undone.`,
  eraseYes: ({ name }: Name) => `Yes, erase ${name}`,
  eraseNo: 'No, keep the name',
  eraseRefused:
    'They are in a call or a conversation at this moment. Nothing was erased; please try again once that is over.',
  wasErased: ({ name }: Name) => `${name} is erased.`,
};

/** Every string of a language: one missing, or one with other values, does not compile. */
export type RecordsWords = typeof recordsEn;
