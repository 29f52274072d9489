/** What happens while somebody waits: drawn in time, as a table, and as fields. */
import type { ReactNode } from 'react';
import looks from '../desk/desk.module.css';
import inTables from '../desk/tables.module.css';
import { Choice } from '../desk/fields.tsx';
import { Button, Field } from '../parts/controls.tsx';
import type { WrongAt } from './hours-fields.tsx';
import { ladderIn, type LadderDraft, type Step } from './ladder-draft.ts';
import { LadderDrawn } from './ladder-drawn.tsx';
import { useLinesWords } from './words.ts';

const steps: readonly Step[] = ['widen-wave', 'ring-backups', 'ring-partner', 'offer-callback', 'voicemail'];

export function LadderPicture({ ladder }: { ladder: LadderDraft }): ReactNode {
  const words = useLinesWords();
  const { waves, overflow } = ladderIn(ladder);
  const events = [
    ...waves.map(({ afterSeconds, size }) => ({ afterSeconds, what: words.waveRings({ size }) })),
    ...overflow.map((step) => ({ afterSeconds: step.afterSeconds, what: words.steps[step.do] })),
  ]
    .filter(({ afterSeconds }) => Number.isFinite(afterSeconds))
    .sort((a, b) => a.afterSeconds - b.afterSeconds);
  return (
    <>
      <LadderDrawn waves={waves} overflow={overflow} />
      <table className={`${inTables['table']} ${inTables['narrowFirst']}`} aria-label={words.ladder}>
        <thead>
          <tr>
            <th scope="col">{words.ladderAt}</th>
            <th scope="col">{words.ladderWhat}</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ afterSeconds, what }, index) => (
            <tr key={index}>
              <th scope="row">{words.secondsShort({ seconds: afterSeconds })}</th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export function LadderFields({
  ladder: { waves, overflow },
  set,
  wrong,
}: {
  ladder: LadderDraft;
  set: (ladder: LadderDraft) => void;
  wrong: WrongAt;
}): ReactNode {
  const words = useLinesWords();
  const wave = (index: number, part: Partial<LadderDraft['waves'][number]>) =>
    set({ overflow, waves: waves.map((one, place) => (place === index ? { ...one, ...part } : one)) });
  const step = (index: number, part: Partial<LadderDraft['overflow'][number]>) =>
    set({ waves, overflow: overflow.map((one, place) => (place === index ? { ...one, ...part } : one)) });
  const later = (rows: readonly { afterSeconds: string }[]) => String(Number(rows.at(-1)?.afterSeconds ?? -30) + 30);
  return (
    <>
      <h3>{words.waves}</h3>
      {waves.map(({ afterSeconds, size }, index) => (
        <div key={index} className={looks['row']}>
          <Field
            label={words.afterSeconds}
            type="number"
            min={0}
            value={afterSeconds}
            wrong={wrong(`waves[${index}].afterSeconds`)}
            onChange={(event) => wave(index, { afterSeconds: event.target.value })}
          />
          <Field
            label={words.waveSize}
            type="number"
            min={1}
            value={size}
            wrong={wrong(`waves[${index}].size`)}
            onChange={(event) => wave(index, { size: event.target.value })}
          />
          <Button onClick={() => set({ overflow, waves: waves.filter((_, place) => place !== index) })}>
            {words.waveRemove}
          </Button>
        </div>
      ))}
      <div className={looks['acts']}>
        <Button onClick={() => set({ overflow, waves: [...waves, { afterSeconds: later(waves), size: '4' }] })}>
          {words.waveAdd}
        </Button>
      </div>
      <h3>{words.overflow}</h3>
      {overflow.map(({ afterSeconds, do: act, number }, index) => (
        <div key={index} className={looks['row']}>
          <Field
            label={words.afterSeconds}
            type="number"
            min={0}
            value={afterSeconds}
            wrong={wrong(`overflow[${index}].afterSeconds`)}
            onChange={(event) => step(index, { afterSeconds: event.target.value })}
          />
          <Choice
            label={words.stepDo}
            from={steps.map((one) => [one, words.steps[one]] as const)}
            value={act}
            wrong={wrong(`overflow[${index}].do`)}
            onChange={(event) => step(index, { do: event.target.value as Step })}
          />
          {act === 'ring-partner' && (
            <Field
              label={words.stepNumber}
              type="tel"
              value={number}
              wrong={wrong(`overflow[${index}].number`)}
              onChange={(event) => step(index, { number: event.target.value })}
            />
          )}
          <Button onClick={() => set({ waves, overflow: overflow.filter((_, place) => place !== index) })}>
            {words.waveRemove}
          </Button>
        </div>
      ))}
      <div className={looks['acts']}>
        <Button
          onClick={() =>
            set({ waves, overflow: [...overflow, { afterSeconds: later(overflow), do: 'voicemail', number: '' }] })
          }
        >
          {words.waveAdd}
        </Button>
      </div>
    </>
  );
}
