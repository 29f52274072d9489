/** Changes a shift: this one, this and later ones, or all, with exactly what that does beside it (R4). */
import { useState, type ReactNode } from 'react';
import type { DraftCommand, SeriesChange } from '../../planning/draft/commands.ts';
import { assignedOn, timesOf } from '../../planning/draft/occurrences.ts';
import { dayOf, parseTimeOfDay, parseWall, weekdayOf, weekdays } from '../../schedule/wall-clock.ts';
import type { Weekday } from '../../schedule/model.ts';
import { Button } from '../parts/controls.tsx';
import { restoredAt, together } from './acts.ts';
import { useOpenWork } from './desk.tsx';
import { Dialog } from './dialog.tsx';
import looks from './dialog.module.css';
import { when } from './form.ts';
import { wallInWords } from './in-words.ts';
import { consequenceOf, freeShiftId, type Consequence } from './series.ts';
import { Need, peopleOf, StartAndEnd, timesOnDay, type ShiftTyped } from './shift-fields.tsx';
import { useActs } from './use-acts.ts';
import type { PlaceView } from './view.ts';
import { namesInWords } from './ways.ts';
import { WeekdayChoice } from './weekday-choice.tsx';

type Scope = 'one' | 'later' | 'all';

export function EditShiftDialog({ place }: { place: PlaceView }): ReactNode {
  const { desk, planned, ground } = useOpenWork();
  const { words, open, form } = desk;
  const acts = useActs();
  const at = { shift: place.shift, occurrence: place.occurrence };
  const shift = planned.roster.shifts.find(({ id }) => id === place.shift);
  const times = shift ? timesOf(shift, place.occurrence) : { start: place.occurrence, end: place.occurrence };
  const [scope, setScope] = useState<Scope>('one');
  const [typed, setTyped] = useState<ShiftTyped>({
    start: times.start.slice(11, 16),
    end: times.end.slice(11, 16).replace('24:00', '00:00'),
    need: String(place.need),
  });
  const type = (change: Partial<ShiftTyped>) => setTyped({ ...typed, ...change });
  const daysNow = daysOf(shift?.repeat, place.occurrence);
  const [days, setDays] = useState<readonly Weekday[]>(daysNow);
  const [withPeople, setWithPeople] = useState(false);
  const newId = freeShiftId(planned.roster.shifts, `${place.shift}-${place.occurrence.slice(0, 10)}`);
  const commandOf = (): DraftCommand | null => {
    const { start, end } = typed;
    const count = peopleOf(typed);
    if (scope === 'one') {
      const moved = timesOnDay(dayOf(parseWall(times.start) ?? 0), typed);
      return together([
        ...(moved !== null && (moved.start !== times.start || moved.end !== times.end)
          ? [{ kind: 'set-times', at, ...moved } as const]
          : []),
        ...(count === place.need ? [] : [{ kind: 'set-need', at, need: count } as const]),
      ]);
    }
    if (!shift || parseTimeOfDay(start) === null || parseTimeOfDay(end) === null) return null;
    const change: SeriesChange = {
      ...(start === times.start.slice(11, 16) ? {} : { startTime: start }),
      ...(end === times.end.slice(11, 16) && start === times.start.slice(11, 16) ? {} : { endTime: end }),
      ...(count === place.need ? {} : { need: count }),
      ...(days.length === 0 || days.join() === daysNow.join() ? {} : { days }),
      ...(withPeople ? { assigned: assignedOn(shift, place.occurrence) } : {}),
    };
    return Object.keys(change).length === 0 ? null : { kind: 'change-series', at, scope, newId, change };
  };
  const command = commandOf();
  const cancel: DraftCommand = scope === 'one' ? { kind: 'cancel', at } : { kind: 'end-series', at };
  const repeats = shift?.repeat !== undefined;
  const title = words.editTitle({ when: when(place.startMs, place.endMs, form) });
  if (place.cancelled)
    return (
      <Dialog title={title} end={() => open(null)}>
        {(close) => (
          <div className={looks['choices']}>
            <Button kind="primary" onClick={() => acts.act(restoredAt([place])) && close()}>
              {words.restore}
            </Button>
            <Button onClick={close}>{words.leaveIt}</Button>
          </div>
        )}
      </Dialog>
    );
  return (
    <Dialog title={title} end={() => open(null)}>
      {(close) => (
        <>
          {repeats && (
            <fieldset className={looks['fieldset']}>
              <legend>{words.editScope}</legend>
              {(['one', 'later', 'all'] as const).map((one) => (
                <label key={one} className={looks['check']}>
                  <input type="radio" name="edit-scope" checked={scope === one} onChange={() => setScope(one)} />
                  {{ one: words.scopeOne, later: words.scopeLater, all: words.scopeAll }[one]}
                </label>
              ))}
            </fieldset>
          )}
          <div className={looks['fields']}>
            <StartAndEnd typed={typed} type={type} />
            <Need typed={typed} type={type} />
          </div>
          <p className={looks['soft']}>{words.addEndHint}</p>
          {scope !== 'one' && isWeekly(shift?.repeat) && (
            <WeekdayChoice legend={words.editDays} days={days} choose={setDays} language={form.language} />
          )}
          {scope !== 'one' && place.people.length > 0 && (
            <label className={looks['check']}>
              <input
                type="checkbox"
                checked={withPeople}
                onChange={(event) => setWithPeople(event.currentTarget.checked)}
              />
              {words.editPeople}
            </label>
          )}
          {whatItDoes(command, words.consequenceTitle)}
          <div className={looks['choices']}>
            <Button
              kind="primary"
              busy={command === null}
              onClick={() => command !== null && acts.act(command) && close()}
            >
              {words.editGo}
            </Button>
            {scope !== 'all' && (
              <Button onClick={() => acts.act(cancel) && close()}>
                {scope === 'one' ? words.editCancel : words.editEnd}
              </Button>
            )}
            <Button onClick={close}>{words.leaveIt}</Button>
          </div>
          {scope === 'later' && whatItDoes(cancel, words.editEnd)}
        </>
      )}
    </Dialog>
  );

  function whatItDoes(one: DraftCommand | null, name: string): ReactNode {
    const consequence = one ? consequenceOf(ground, planned, at, one) : null;
    return (
      <div className={looks['consequence']} role="status">
        <h3>{name}</h3>
        {one === null ? (
          <p>{words.consequenceNone}</p>
        ) : consequence === null ? (
          <p>{words.consequenceBad}</p>
        ) : (
          inSentences(consequence, one.kind === 'end-series').map((sentence) => <p key={sentence}>{sentence}</p>)
        )}
      </div>
    );
  }

  function inSentences(found: Consequence, isEnd: boolean): string[] {
    if (found.idle !== null) return [words.idle[found.idle] ?? words.consequenceNone];
    const endless = found.endless && scope !== 'one';
    return [
      ...(scope === 'later' && !isEnd && found.staying > 0
        ? [words.consequenceSplit({ when: wallInWords(place.occurrence, form.language) })]
        : []),
      ...(found.changed > 0 ? [words.consequenceChanged({ count: found.changed, endless })] : []),
      ...(found.gone > 0 ? [words.consequenceGone({ count: found.gone, endless: endless && isEnd })] : []),
      ...(found.added > 0 ? [words.consequenceAdded({ count: found.added })] : []),
      ...(scope === 'later' && found.staying > 0 ? [words.consequenceStaying({ count: found.staying })] : []),
      ...(scope !== 'one' && !isEnd && found.carried > 0 ? [words.consequenceCarried({ count: found.carried })] : []),
      ...(found.people.length > 0
        ? [
            words.consequencePeople({
              names: namesInWords(
                found.people.map(({ person }) => person),
                desk,
              ),
            }),
          ]
        : []),
    ];
  }
}

const isWeekly = (repeat: string | undefined) => /FREQ=WEEKLY/i.test(repeat ?? '');

/** The weekdays of a weekly rule; that of the occurrence where it names none. */
function daysOf(repeat: string | undefined, occurrence: string): Weekday[] {
  const named =
    /BYDAY=([A-Z,]+)/i
      .exec(repeat ?? '')?.[1]
      ?.toUpperCase()
      .split(',') ?? [];
  const own = weekdays[weekdayOf(dayOf(parseWall(occurrence) ?? 0))];
  return weekdays.filter((day) => (named.length > 0 ? named.includes(day) : day === own));
}
