/** Founding in four steps: what is wrong is said at its field before the next step, and nothing is written before the last (O1). */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { ask, AskFailed, type Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Tick } from '../desk/fields.tsx';
import { elsewhere, wrongOf } from '../desk/wrong.ts';
import { Button, Buttons, Card, Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useTakeOn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { countryOf } from './countries.ts';
import { bodyOf, firstDraft, forgetFounding, useFoundingDraft } from './draft.ts';
import { GreetingStep, LineStep, PeopleStep, WarmlineStep } from './steps.tsx';
import { useFoundWords } from './words.ts';

/** Each with the fields that are its own. */
const steps = [
  { title: 'stepWarmline', Step: WarmlineStep, fields: ['name', 'timeZone', 'crisisNumber', 'crisisName'] },
  { title: 'stepLine', Step: LineStep, fields: ['languages', 'phoneNumber', 'openingHours'] },
  { title: 'stepPeople', Step: PeopleStep, fields: ['you', 'people'] },
  { title: 'stepGreeting', Step: GreetingStep, fields: ['greetings'] },
] as const;
const allFields = steps.flatMap(({ fields }) => fields);

export function Wizard({ token, replacesDemo }: { token: string | null; replacesDemo: boolean }): ReactNode {
  const words = useFoundWords();
  const query = useQuery({
    queryKey: ['founding'],
    queryFn: ({ signal }) => ask('founding.read', {}, { signal }),
    staleTime: Infinity,
  });
  return (
    <Page title={words.foundTitle}>
      <Reading query={query} />
      {query.data && <Steps read={query.data} token={token} replacesDemo={replacesDemo} />}
    </Page>
  );
}

type Trouble = { fields: ReadonlyMap<string, string>; said: string | null };
const noTrouble: Trouble = { fields: new Map(), said: null };

function Steps({
  read,
  token,
  replacesDemo,
}: {
  read: Answered<'founding.read'>;
  token: string | null;
  replacesDemo: boolean;
}): ReactNode {
  const words = useFoundWords();
  const { language } = useWords();
  const takeOn = useTakeOn();
  const [draft, set] = useFoundingDraft(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return firstDraft({ languages: navigator.languages, timeZone, language }, read.lab);
  });
  const [trouble, setTrouble] = useState<Trouble>(noTrouble);
  const [mayGo, setMayGo] = useState(false);
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  const last = steps.length - 1;
  const place = Math.min(draft.step, last);
  const { title, Step, fields } = steps[place] ?? steps[0];
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [place]);
  const go = (step: number) => {
    setTrouble(noTrouble);
    set({ step });
  };
  const refused = (problem: unknown) => {
    setBusy(false);
    const failed = problem instanceof AskFailed ? problem : new AskFailed(0, {});
    if (failed.kind !== 'invalid') {
      const said = failed.kind === 'link-over' ? words.linkOver : (failed.detail ?? words.notHeard);
      return setTrouble({ fields: new Map(), said });
    }
    const ownFaults = (index: number) =>
      (steps[index]?.fields ?? []).some((field) => wrongOf(failed.fields, field) !== null);
    // What later steps ask for is not there yet; the last step asks for everything.
    const wrongSteps = steps.map((_, index) => index).filter((index) => index <= place && ownFaults(index));
    const [first] = wrongSteps;
    if (first === undefined && place < last) return go(place + 1);
    const others = elsewhere(failed.fields, allFields).map(([, said]) => words.elsewhere({ problem: said }));
    setTrouble({ fields: failed.fields, said: [words.wrong, ...others].join(' ') });
    if (first !== undefined && first !== place) set({ step: first });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (place === last && replacesDemo && !mayGo) return setTrouble({ fields: new Map(), said: words.replacesFirst });
    const body = bodyOf(draft, countryOf(draft.country).callingCode, token);
    setBusy(true);
    setTrouble(noTrouble);
    const work =
      place === last
        ? ask('founding.found', { body }).then((signedIn) => {
            forgetFounding();
            takeOn(signedIn);
          })
        : ask('founding.try', { body }).then(() => {
            setBusy(false);
            go(place + 1);
          });
    void work.catch(refused);
  };
  const wrong = (field: string) => {
    const said = wrongOf(trouble.fields, field);
    return said === null || !fields.some((own) => field.startsWith(own)) ? null : said;
  };
  return (
    <form noValidate onSubmit={submit} className={looks['form']}>
      <h2 ref={heading} tabIndex={-1}>
        {words.step({ step: place + 1, of: steps.length, title: words[title] })}
      </h2>
      <Card>
        <Step draft={draft} set={set} wrong={wrong} read={read} />
        {place === last && replacesDemo && (
          <>
            <p>{words.replaces}</p>
            <Tick label={words.replacesYes} checked={mayGo} set={setMayGo} />
          </>
        )}
      </Card>
      {trouble.said && <Notice kind="trouble">{trouble.said}</Notice>}
      <Buttons>
        <Button type="submit" kind="primary" busy={busy}>
          {place === last ? words.found : words.next}
        </Button>
        {place > 0 && <Button onClick={() => go(place - 1)}>{words.back}</Button>}
      </Buttons>
    </form>
  );
}
