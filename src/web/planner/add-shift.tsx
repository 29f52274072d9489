/** A shift of its own, once or every week (R4). */
import { useState, type FormEvent, type ReactNode } from 'react';
import { parseDate, weekdayOf, weekdays } from '../../schedule/wall-clock.ts';
import type { ScheduleShift, Weekday } from '../../schedule/model.ts';
import { Button, Field, Notice } from '../parts/controls.tsx';
import { useOpenWork } from './desk.tsx';
import { Dialog } from './dialog.tsx';
import looks from './dialog.module.css';
import { WeekdayChoice } from './weekday-choice.tsx';
import { wallInWords, wantInWords } from './in-words.ts';
import { freeShiftId } from './series.ts';
import { Need, peopleOf, StartAndEnd, timesOnDay, type ShiftTyped } from './shift-fields.tsx';
import { useActs } from './use-acts.ts';

export function AddShiftDialog(): ReactNode {
  const { desk, ground, planned } = useOpenWork();
  const { words, open, view, form, say } = desk;
  const acts = useActs();
  const [first, setFirst] = useState(view.from);
  const [typed, setTyped] = useState<ShiftTyped>({ start: '', end: '', need: '1' });
  const type = (change: Partial<ShiftTyped>) => setTyped({ ...typed, ...change });
  const [days, setDays] = useState<readonly Weekday[]>([]);
  const [until, setUntil] = useState('');
  const [spoken, setSpoken] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const languages = [...new Set(ground.source.people.flatMap(({ languages: own }) => own ?? []))].sort();
  const add = (event: FormEvent, close: () => void) => {
    event.preventDefault();
    const day = parseDate(first);
    if (day === null || timesOnDay(day, typed) === null) return setWrong(words.addMissing);
    if (until !== '' && until < first) return setWrong(words.addUntilWrong);
    // A weekly rule begins on the first of its days.
    let begins = day;
    while (days.length > 0 && !days.includes(weekdays[weekdayOf(begins)] ?? 'MO')) begins += 1;
    const times = timesOnDay(begins, typed);
    if (times === null) return;
    const shift: ScheduleShift = {
      id: freeShiftId(planned.roster.shifts, `${ground.line}-${days.join('-')}-${typed.start.replace(':', '')}`),
      line: ground.line,
      ...times,
      ...(days.length > 0 && { repeat: weekly(days, until) }),
      need: peopleOf(typed),
      requires: spoken === '' ? [] : [{ language: spoken, count: 1 }],
    };
    if (!acts.act({ kind: 'add-shift', shift })) return;
    close();
    say(words.addDone({ when: wallInWords(times.start, form.language) }));
  };
  return (
    <Dialog title={words.addTitle} end={() => open(null)}>
      {(close) => (
        <form className={looks['fieldset']} onSubmit={(event) => add(event, close)}>
          <div className={looks['fields']}>
            <Field
              label={words.addFirst}
              type="date"
              value={first}
              onChange={(event) => setFirst(event.currentTarget.value)}
            />
            <StartAndEnd typed={typed} type={type} />
          </div>
          <p className={looks['soft']}>{words.addEndHint}</p>
          <WeekdayChoice legend={words.addRepeats} days={days} choose={setDays} language={form.language} />
          <p className={looks['soft']}>{words.addOnce}</p>
          <div className={looks['fields']}>
            {days.length > 0 && (
              <Field
                label={words.addUntil}
                type="date"
                value={until}
                onChange={(event) => setUntil(event.currentTarget.value)}
              />
            )}
            <Need typed={typed} type={type} />
            <label>
              {words.addLanguage}
              <select
                className={looks['select']}
                value={spoken}
                onChange={(event) => setSpoken(event.currentTarget.value)}
              >
                <option value="">{words.addAny}</option>
                {languages.map((one) => (
                  <option key={one} value={one}>
                    {wantInWords(one, form.language)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          {wrong && <Notice kind="trouble">{wrong}</Notice>}
          <div className={looks['choices']}>
            <Button kind="primary" type="submit">
              {words.addGo}
            </Button>
            <Button onClick={close}>{words.leaveIt}</Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** As a calendar writes it; the last day counts whole. */
export function weekly(days: readonly Weekday[], until: string): string {
  const end = until === '' ? '' : `;UNTIL=${until.replaceAll('-', '')}T235959`;
  return `FREQ=WEEKLY;BYDAY=${weekdays.filter((day) => days.includes(day)).join(',')}${end}`;
}
