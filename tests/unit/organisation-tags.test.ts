import { describe, expect, test } from '@jest/globals';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { knownTags, tagKey, tagUsesOf, wantedTags, withOwnTags } from '../../src/organisation/tags.ts';
import { smallOrganisation } from '../support/small-organisation.ts';

function organisationOf(file: OrganisationFile) {
  const reading = checkOrganisation(file);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  return reading.organisation;
}

const file = smallOrganisation(
  { ana: { tags: ['Veteran', 'new parent'] }, ben: { tags: ['a veteran'] } },
  {
    wishes: [
      { key: '2', tag: 'veteran', name: 'a veteran' },
      { key: '3', tag: 'recovery', name: 'a peer' },
      { key: '4', tag: 'grief', name: 'A peer.' },
      { key: '5', tag: ' odd ', name: 'somebody odd' },
    ],
  },
);
const shift = {
  ...file.shifts![0]!,
  requires: [{ tag: 'faith' }, { language: 'es' }],
  changes: [{ occurrence: '2026-11-10T17:00', requires: [{ tag: 'trans' }] }],
};
const organisation = organisationOf({ ...file, shifts: [shift] });
const known = knownTags(
  organisation.lines,
  wantedTags(organisation.lines, organisation.shifts),
  tagUsesOf(organisation.people, [{ person: 'cleo', tag: 'sailor' }]).keys(),
);

describe('the tags of an organisation', () => {
  test.each([
    ['veteran', ['veteran', 'Veteran']],
    ['New  Parent. ', ['new parent']],
    ['faith', ['faith']],
    ['TRANS!', ['trans']],
    ['sailor', ['sailor']],
    ['a peer', ['recovery', 'grief']],
    // What is a tag is no name of another.
    ['a veteran', ['a veteran']],
    // No person can have it: the file allows people no spaces around a tag.
    ['odd', undefined],
    ['somebody odd', undefined],
    ['es', undefined],
    ['', undefined],
  ])('%j means %j', (words, tags) => {
    expect(known.byWords.get(tagKey(words))).toEqual(tags);
  });

  test('that callers or shifts ask for are known apart from those of people', () => {
    expect(known.wanted).toEqual(['veteran', 'recovery', 'grief', 'faith', 'trans']);
  });

  test('written with an accent in one sign or in two are the same', () => {
    expect(tagKey('caf\u00e9')).toBe(tagKey('cafe\u0301'));
  });
});

test('what somebody put on is theirs beside what the file says, once, and not where they took it back', () => {
  const { people, findings } = withOwnTags(organisation.people, {
    droppedTags: [{ person: 'ben', tag: 'grief' }],
    addedTags: [
      { person: 'ana', tag: 'recovery' },
      { person: 'ana', tag: 'VETERAN' },
      { person: 'ben', tag: 'Grief' },
      { person: 'cleo', tag: 'faith' },
    ],
  });
  expect(people.map(({ id, tags }) => [id, tags])).toEqual([
    ['ana', ['Veteran', 'new parent', 'recovery']],
    ['ben', ['a veteran']],
  ]);
  expect(findings).toEqual([
    {
      kind: 'added-tag',
      person: 'ana',
      tag: 'recovery',
      sentence: 'ana: the tag "recovery" stays on, because they put it on by text',
    },
  ]);
});

test('what somebody took back is left out of theirs and of nobody else’s', () => {
  const droppedTags = [
    { person: 'ana', tag: 'veteran' },
    { person: 'cleo', tag: 'a veteran' },
  ];
  const { people, findings } = withOwnTags(organisation.people, { droppedTags, addedTags: [] });
  expect(people.map(({ id, tags }) => [id, tags])).toEqual([
    ['ana', ['new parent']],
    ['ben', ['a veteran']],
  ]);
  expect(findings).toEqual([
    {
      kind: 'dropped-tag',
      person: 'ana',
      tag: 'Veteran',
      sentence: 'ana: the tag "Veteran" stays off, because they took it back by text',
    },
  ]);
});
