/** A line, changed: everything typed is one change, and it says first what differs today (O3). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Tick } from '../desk/fields.tsx';
import { SaveBar } from '../desk/save-bar.tsx';
import { Trouble } from '../desk/trouble.tsx';
import { wrongOf } from '../desk/wrong.ts';
import { ZoneField } from '../desk/zone-field.tsx';
import { useKept, withTypedSince } from '../kept.ts';
import { Card, Field } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { useBoth } from './both.ts';
import { HoursFields, type WrongAt } from './hours-fields.tsx';
import { ladderDraftOf } from './ladder-draft.ts';
import { LadderFields, LadderPicture } from './ladder.tsx';
import { changedInLine, lineDraftOf, saying, type Line, type LineDraft } from './line-draft.ts';
import { NumberFields } from './number-fields.tsx';
import { numbersOf } from './numbers.ts';
import { Sentences } from './sentences.tsx';
import { WishFields } from './small-lists.tsx';
import { LineTonight } from './tonight.tsx';
import { fieldInWords } from './versions.tsx';
import { useLinesWords } from './words.ts';

/** Those that say at themselves what is wrong with them. */
const shown = [
  ...['name', 'phoneNumber', 'timeZone', 'languages', 'callbackNumber', 'openingHours', 'wishes', 'greeting'],
  ...['waves', 'overflow', 'callsPerDay', 'dayTurnsAt', 'ringSeconds', 'softLimitMinutes', 'wrapUpMinutes'],
  ...['restAfterHeavyMinutes', 'restAfterCrisisMinutes', 'escalation', 'training', 'callback', 'limits'],
];

export function LineForm({ line }: { line: Line }): ReactNode {
  const words = useLinesWords();
  const queries = useQueryClient();
  const both = useBoth();
  const kept = useKept<{ base: Line; draft: LineDraft }>(`line ${line.id}`);
  const work = kept.typed;
  const [saved, setSaved] = useState(false);
  // What has changed since beside the fields of this form, such as a closure, is no reason to ask whose change stays.
  const isBeside = work !== null && Object.keys(changedInLine(work.base, lineDraftOf(line))).length === 0;
  const { base, draft } =
    work === null ? { base: line, draft: lineDraftOf(line) } : isBeside ? { ...work, base: line } : work;
  const set = (part: Partial<LineDraft>) => {
    setSaved(false);
    kept.keep({ base, draft: { ...draft, ...part } });
  };
  const change = useChange('lines.change', (now) => {
    queries.setQueryData(['line', now.id], now);
    void queries.invalidateQueries({ queryKey: ['lines'] });
    void queries.invalidateQueries({ queryKey: ['line-states', now.id] });
    kept.saved((latest) => ({ base: now, draft: withTypedSince(lineDraftOf(now), draft, latest.draft) }));
    setSaved(true);
  });
  const body = changedInLine(base, draft);
  const isChanged = Object.keys(body).length > 0;
  const save = (version = base.version) =>
    change.begin({ params: { id: base.id }, body: changedInLine(base, draft) }, { ifMatch: version });
  const wrong: WrongAt = (field) => wrongOf(change.problem?.fields, field);
  return (
    <>
      <KeptNotice kept={kept} />
      <form
        id="line"
        noValidate
        className={looks['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) save();
        }}
      >
        <Basics draft={draft} set={set} wrong={wrong} />
        <h2>{words.hours}</h2>
        <Card>
          <HoursFields hours={draft.openingHours} set={(openingHours) => set({ openingHours })} wrong={wrong} />
        </Card>
        <h2>{words.sentences}</h2>
        <Card>
          <Sentences
            line={base.id}
            version={base.version}
            said={draft.said}
            say={(one) => set({ said: saying(draft.said, one) })}
            wrong={wrong}
          />
        </Card>
        <h2>{words.wishes}</h2>
        <Card>
          <WishFields wishes={draft.wishes} set={(wishes) => set({ wishes })} wrong={wrong} />
        </Card>
        <Ladder line={base} draft={draft} set={set} wrong={wrong} />
        <Numbers draft={draft} set={set} wrong={wrong} />
      </form>
      <SaveBar form="line" isChanged={isChanged} saved={saved} busy={change.busy} undo={() => kept.keep(null)}>
        {isChanged && <LineTonight base={base} body={body} />}
        <Trouble
          change={change}
          again={save}
          shown={shown}
          nameOf={(path) => fieldInWords(path.split(/[.[]/)[0] ?? path, words)}
          conflict={(current) => {
            const now = current as Line;
            const theirs = changedInLine(base, lineDraftOf(now)) as Record<string, unknown>;
            return {
              both: both({ ...base, ...base.own }, body as Record<string, unknown>, theirs),
              keepMine: () => save(now.version),
              takeTheirs: () => {
                queries.setQueryData(['line', now.id], now);
                kept.keep(null);
              },
            };
          }}
        />
      </SaveBar>
    </>
  );
}

type Part = { draft: LineDraft; set: (part: Partial<LineDraft>) => void; wrong: WrongAt };

function Basics({ draft, set, wrong }: Part): ReactNode {
  const words = useLinesWords();
  const text = (name: 'name' | 'phoneNumber' | 'languages' | 'callbackNumber') => ({
    label: words[name],
    value: draft[name],
    autoComplete: 'off',
    wrong: wrong(name),
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  return (
    <>
      <h2>{words.basics}</h2>
      <Card>
        <div className={looks['pair']}>
          <Field {...text('name')} maxLength={200} />
          <Field {...text('phoneNumber')} type="tel" hint={words.phoneHint} />
          <ZoneField
            label={words.timeZone}
            value={draft.timeZone}
            wrong={wrong('timeZone')}
            set={(timeZone) => set({ timeZone })}
          />
          <Field {...text('languages')} hint={words.languagesHint} />
          <Field {...text('callbackNumber')} type="tel" hint={words.callbackHint} />
        </div>
        <Tick
          label={words.automaticAvailability}
          checked={draft.automaticAvailability}
          set={(automaticAvailability) => set({ automaticAvailability })}
        />
      </Card>
    </>
  );
}

function Ladder({ line: { policy }, draft, set, wrong }: Part & { line: Line }): ReactNode {
  const words = useLinesWords();
  const whole = ladderDraftOf(policy);
  const isOwn = draft.waves !== null || draft.overflow !== null;
  const ladder = { waves: draft.waves ?? whole.waves, overflow: draft.overflow ?? whole.overflow };
  return (
    <>
      <h2>{words.ladder}</h2>
      <Card>
        <LadderPicture ladder={ladder} />
        <Tick
          label={words.ladderOwn}
          checked={isOwn}
          set={(own) => set(own ? whole : { waves: null, overflow: null })}
        />
        {isOwn ? <LadderFields ladder={ladder} set={set} wrong={wrong} /> : <p>{words.ladderShared}</p>}
      </Card>
    </>
  );
}

function Numbers({ draft, set, wrong }: Part): ReactNode {
  const words = useLinesWords();
  const { data } = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => ask('settings.read', {}, { signal }),
  });
  return (
    <>
      <h2>{words.numbers}</h2>
      <Card>
        <p>{words.numbersLead}</p>
        <NumberFields
          numbers={draft.numbers}
          above={numbersOf(data?.policy ?? {})}
          set={(numbers) => set({ numbers })}
          wrong={wrong}
        />
      </Card>
    </>
  );
}
