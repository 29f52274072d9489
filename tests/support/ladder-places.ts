/** Lines of their own for stories that happen at the same time: each with its people, its ladder and its caller. */
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { type OwnProcesses } from './own-processes.ts';
import { eventually } from './patience.ts';

type Ladder = NonNullable<NonNullable<OrganisationFile['policy']>['overflow']>;

/** What a story needs of its line: how many primaries and backups, how many ring at once, and the steps of the ladder. */
export type PlacePlan = {
  primaries?: number;
  backups?: number;
  ringsAtOnce?: number;
  ladder: (partner: string) => Ladder;
};

/** A line with everybody on it, as phones. */
export type Place = {
  name: string;
  line: string;
  lineId: string;
  caller: PhoneControl;
  primaries: PhoneControl[];
  backups: PhoneControl[];
  partner: PhoneControl;
};

type Named = { name: string; plan: PlacePlan };

const numberOf = (area: string, index: number, who = 0) => `+1555${area}${String(index * 10 + who).padStart(4, '0')}`;
const partnerOf = (index: number) => numberOf('030', index);
const idsOf = ({ name, plan: { primaries = 1, backups = 0 } }: Named) => ({
  primaries: Array.from({ length: primaries }, (_, who) => `${name}-p${who}`),
  backups: Array.from({ length: backups }, (_, who) => `${name}-b${who}`),
});

/** An organisation with one line for each plan, always open, its phones ringing for longer than any story lasts. */
export function organisationOf(plans: Named[]): OrganisationFile {
  const ids = plans.map(idsOf);
  return {
    organisation: { name: 'Steps', timeZone: 'America/Chicago', crisisNumber: '+15559880988' },
    policy: {
      training: [],
      ringSeconds: 600,
      wrapUpMinutes: 0,
      callback: { quietHours: { start: '03:00', end: '03:00' } },
    },
    lines: plans.map(({ name, plan }, index) => ({
      id: name,
      name,
      phoneNumber: numberOf('010', index),
      timeZone: 'America/Chicago',
      languages: ['en'],
      automaticAvailability: true,
      waves: [{ afterSeconds: 0, size: plan.ringsAtOnce ?? 1 }],
      overflow: plan.ladder(partnerOf(index)),
    })),
    people: ids.flatMap(({ primaries, backups }, index) =>
      [...primaries, ...backups].map((id, who) => ({
        id,
        name: id,
        phone: numberOf('020', index, who),
        roles: ['volunteer' as const],
      })),
    ),
    shifts: ids.map(({ primaries, backups }, index) => ({
      id: `${plans[index]!.name}-always`,
      line: plans[index]!.name,
      start: '2026-01-01T00:00',
      end: '2026-01-02T00:00',
      repeat: 'FREQ=DAILY',
      assigned: [
        ...primaries.map((person) => ({ person, as: 'primary' as const })),
        ...backups.map((person) => ({ person, as: 'backup' as const })),
      ],
    })),
  };
}

/** The place of the plan with that index. */
export function placeOf(house: OwnProcesses, plans: Named[], index: number): Place {
  const { primaries, backups } = idsOf(plans[index]!);
  const phones = [...primaries, ...backups].map((_, who) => house.phone(numberOf('020', index, who)));
  const { name } = plans[index]!;
  return {
    name,
    lineId: name,
    line: numberOf('010', index),
    caller: house.phone(numberOf('090', index)),
    primaries: phones.slice(0, primaries.length),
    backups: phones.slice(primaries.length),
    partner: house.phone(partnerOf(index)),
  };
}

/** Whether the phone ever heard such a sentence. */
export function hasHeard(phone: PhoneControl, words: RegExp): boolean {
  return phone.sentences().some((sentence) => words.test(sentence));
}

/** Everything a phone heard and did, for a failure's message. */
export function storyOf(...phones: PhoneControl[]): string {
  return phones
    .map((phone) =>
      [
        `${phone.number} is ${phone.state()}`,
        ...phone
          .heard()
          .map(
            ({ atMs, callSid: _sid, ...what }) =>
              `  ${new Date(atMs).toISOString().slice(14, 23)} ${JSON.stringify(what)}`,
          ),
      ].join('\n'),
    )
    .join('\n');
}

const sorry = /^Sorry\.|Something went wrong on our side/;

/**
 * Presses a key when the phone is asked for it, and again as people do who heard that something went wrong, are asked
 * again, or hear `unheard`, from which they know that their key came to nothing, until that has worked.
 */
export async function pressUntil(
  phone: PhoneControl,
  question: RegExp,
  key: string,
  what: string,
  worked: () => boolean | Promise<boolean>,
  unheard?: RegExp,
): Promise<void> {
  let sincePress = 0;
  await eventually(
    what,
    async () => {
      if (await worked()) return true;
      const heard = phone.sentences().slice(sincePress);
      const failed = heard.findLastIndex((sentence) => sorry.test(sentence));
      const isUnheard =
        (failed !== -1 && failed < heard.length - 1) ||
        (unheard !== undefined && heard.some((sentence) => unheard.test(sentence)));
      const isAsked = heard.some((sentence) => question.test(sentence)) || (sincePress > 0 && isUnheard);
      if (isAsked && phone.state() === 'listening' && !sorry.test(heard.at(-1) ?? '')) {
        sincePress += heard.length;
        phone.press(key);
      }
      return false;
    },
    () => storyOf(phone),
  );
}
