/** The steps of founding, each a few fields. */
import type { ReactNode } from 'react';
import type { Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Choice, Tick, Ticks } from '../desk/fields.tsx';
import { ZoneField } from '../desk/zone-field.tsx';
import { HoursFields, type WrongAt } from '../lines/hours-fields.tsx';
import { Sentence } from '../lines/sentence.tsx';
import { Button, Buttons, Field } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import { countries, countryOf } from './countries.ts';
import { nobody, type FoundingDraft, type Hours, type Somebody } from './draft.ts';
import { useFoundWords } from './words.ts';

export type StepProps = {
  draft: FoundingDraft;
  set: (part: Partial<FoundingDraft>) => void;
  wrong: WrongAt;
  read: Answered<'founding.read'>;
};

const spoken = ['en', 'es'] as const;
const nightly: Hours = [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], start: '17:00', end: '21:00' }];
const byDay: Hours = [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], start: '09:00', end: '17:00' }];

export function WarmlineStep({ draft, set, wrong }: StepProps): ReactNode {
  const words = useFoundWords();
  const { language } = useWords();
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const suggested = countryOf(draft.country);
  return (
    <>
      <Field
        label={words.name}
        hint={words.nameHint}
        maxLength={200}
        autoComplete="organization"
        value={draft.name}
        wrong={wrong('name')}
        onChange={(event) => set({ name: event.target.value })}
      />
      <Choice
        label={words.country}
        value={draft.country}
        from={[...countries.map(({ code }) => [code, names.of(code) ?? code] as const), ['', words.countryOther]]}
        onChange={(event) => {
          const { code, crisisNumber, crisisName } = countryOf(event.target.value);
          const isOwn = draft.crisisNumber !== suggested.crisisNumber;
          set({ country: code, ...(isOwn ? {} : { crisisNumber, crisisName }) });
        }}
      />
      <ZoneField
        label={words.zone}
        hint={words.zoneHint}
        value={draft.timeZone}
        wrong={wrong('timeZone') && (draft.timeZone.trim() === '' ? words.zoneMissing : wrong('timeZone'))}
        set={(timeZone) => set({ timeZone })}
      />
      <Field
        label={words.crisisNumber}
        hint={words.crisisHint}
        type="tel"
        autoComplete="off"
        maxLength={40}
        value={draft.crisisNumber}
        wrong={wrong('crisisNumber')}
        onChange={(event) => set({ crisisNumber: event.target.value })}
      />
      <Field
        label={words.crisisName}
        hint={words.crisisNameHint}
        autoComplete="off"
        maxLength={200}
        value={draft.crisisName}
        wrong={wrong('crisisName')}
        onChange={(event) => set({ crisisName: event.target.value })}
      />
      {suggested.crisisNumber !== '' && draft.crisisNumber === suggested.crisisNumber && (
        <p className={looks['soft']}>{words.crisisSuggested({ name: suggested.crisisName })}</p>
      )}
    </>
  );
}

export function LineStep({ draft, set, wrong, read }: StepProps): ReactNode {
  const words = useFoundWords();
  const { language } = useWords();
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const hours = (chosen: Hours, name: string) => (
    <Button
      aria-pressed={JSON.stringify(draft.openingHours) === JSON.stringify(chosen)}
      onClick={() => set({ openingHours: chosen })}
    >
      {name}
    </Button>
  );
  return (
    <>
      <Ticks
        label={words.languages}
        hint={words.languagesHint}
        from={spoken.map((tag) => [tag as string, names.of(tag) ?? tag] as const)}
        chosen={draft.languages}
        wrong={wrong('languages')}
        set={(languages) => set({ languages })}
      />
      <Field
        label={words.phoneNumber}
        hint={read.lab ? words.phoneLab : words.phoneLive}
        type="tel"
        autoComplete="off"
        maxLength={40}
        value={draft.phoneNumber}
        wrong={wrong('phoneNumber')}
        onChange={(event) => set({ phoneNumber: event.target.value })}
      />
      <h3>{words.hours}</h3>
      <Buttons>
        {hours([], words.always)}
        {hours(nightly, words.evenings)}
        {hours(byDay, words.office)}
      </Buttons>
      <HoursFields hours={draft.openingHours} set={(openingHours) => set({ openingHours })} wrong={wrong} />
    </>
  );
}

export function PeopleStep({ draft, set, wrong, read }: StepProps): ReactNode {
  const words = useFoundWords();
  const { you, people } = draft;
  const phoneHint = read.lab ? words.personPhoneLab : words.personPhoneHint;
  const change = (index: number, part: Partial<Somebody>) =>
    set({ people: people.map((one, place) => (place === index ? { ...one, ...part } : one)) });
  return (
    <>
      <p>{words.peopleLead}</p>
      <h3>{words.you}</h3>
      <div className={looks['pair']}>
        <Field
          label={words.yourName}
          autoComplete="off"
          maxLength={200}
          value={you.name}
          wrong={wrong('you.name')}
          onChange={(event) => set({ you: { ...you, name: event.target.value } })}
        />
        <Field
          label={words.yourPhone}
          hint={phoneHint}
          type="tel"
          autoComplete="off"
          maxLength={40}
          value={you.phone}
          wrong={wrong('you.phone')}
          onChange={(event) => set({ you: { ...you, phone: event.target.value } })}
        />
      </div>
      <Tick label={words.takesCalls} checked={draft.takesCalls} set={(takesCalls) => set({ takesCalls })} />
      <Spoken draft={draft} chosen={you.languages} set={(languages) => set({ you: { ...you, languages } })} />
      <h3>{words.others}</h3>
      {people.map((person, index) => (
        <fieldset key={index} className={looks['ticks']}>
          <legend>{words.other({ number: index + 1 })}</legend>
          <div className={`${looks['three']} ${looks['whole']}`}>
            <Field
              label={words.personName}
              autoComplete="off"
              maxLength={200}
              value={person.name}
              wrong={wrong(`people[${index}].name`)}
              onChange={(event) => change(index, { name: event.target.value })}
            />
            <Field
              label={words.personPhone}
              type="tel"
              autoComplete="off"
              maxLength={40}
              value={person.phone}
              wrong={wrong(`people[${index}].phone`)}
              onChange={(event) => change(index, { phone: event.target.value })}
            />
            <Button onClick={() => set({ people: people.filter((_, place) => place !== index) })}>
              {words.removePerson({ name: person.name.trim() })}
            </Button>
          </div>
          <Spoken draft={draft} chosen={person.languages} set={(languages) => change(index, { languages })} />
        </fieldset>
      ))}
      <Buttons>
        <Button onClick={() => set({ people: [...people, nobody] })}>{words.addPerson}</Button>
      </Buttons>
      <Tick
        label={words.ringsAtOnce}
        hint={words.ringsAtOnceHint}
        checked={draft.ringsAtOnce}
        set={(ringsAtOnce) => set({ ringsAtOnce })}
      />
      <p className={looks['soft']}>{words.notKept}</p>
    </>
  );
}

/** Where the line speaks several languages, which of them somebody speaks: none chosen means all. */
function Spoken({
  draft,
  chosen,
  set,
}: {
  draft: FoundingDraft;
  chosen: readonly string[];
  set: (languages: string[]) => void;
}): ReactNode {
  const words = useFoundWords();
  const { language } = useWords();
  const names = new Intl.DisplayNames(language, { type: 'language' });
  if (draft.languages.length < 2) return null;
  return (
    <Ticks
      label={words.speaks}
      from={draft.languages.map((tag) => [tag, names.of(tag) ?? tag] as const)}
      chosen={chosen.length === 0 ? draft.languages : chosen.filter((tag) => draft.languages.includes(tag))}
      set={set}
    />
  );
}

export function GreetingStep({ draft, set, wrong, read }: StepProps): ReactNode {
  const words = useFoundWords();
  const { language: reader } = useWords();
  const names = new Intl.DisplayNames(reader, { type: 'language' });
  const say = (language: string, typed: string) =>
    set({
      greetings: [
        ...draft.greetings.filter((one) => one.language !== language),
        ...(typed === '' ? [] : [{ language, words: typed }]),
      ],
    });
  return (
    <>
      <p>{words.greetingLead}</p>
      {draft.languages.map((language) => (
        <Sentence
          key={language}
          label={`${words.greeting}, ${names.of(language) ?? language}`}
          language={language}
          isText={false}
          places={[]}
          ours={(read.greetings.find((one) => one.language === language)?.ours ?? '').replaceAll(
            '{line}',
            draft.name.trim(),
          )}
          own={draft.greetings.find((one) => one.language === language)?.words ?? ''}
          wrong={wrong('greetings')}
          set={(typed) => say(language, typed)}
        />
      ))}
    </>
  );
}
