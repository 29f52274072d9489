/** Days × slots as a table: by keyboard alone, by mouse and by touch (R1). */
import {
  useEffect,
  useMemo,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { cleared, lockTurned, needBy, unassignAt } from './acts.ts';
import { placesFor } from './candidates.ts';
import { Cell, type Fit } from './cell.tsx';
import { DayHead } from './day-head.tsx';
import { useDesk } from './desk.tsx';
import { dates, slotHours } from './form.ts';
import { actFor, type GridAct } from './grid-keys.ts';
import around from './grid-box.module.css';
import looks from './grid.module.css';
import { isMoved, stepFrom } from './grid.ts';
import { obstacleInWords } from './in-words.ts';
import { placeAt, type Marking } from './marking.ts';
import { useSteady } from './steady.ts';
import { useActs } from './use-acts.ts';
import type { PlaceView } from './view.ts';

export function ShiftGrid({
  marking,
  toNextHole,
  onPointerDown,
}: {
  marking: Marking;
  toNextHole: () => void;
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
}): ReactNode {
  const desk = useDesk();
  const { grid, view, words, form, planned, canEdit, picked, pick, open, say, lineName, today } = desk;
  const acts = useActs();
  const table = useRef<HTMLTableElement>(null);
  const { at, marked, turn } = marking;
  const trainees = useMemo(
    () => new Set(planned?.model.people.filter(({ isTrainee }) => isTrainee).map(({ id }) => id)),
    [planned?.model.people],
  );
  const fits = useMemo(() => (planned && picked !== null ? placesFor(planned, picked) : null), [planned, picked]);
  const columns = useMemo(
    () => grid.slots.map(({ startMs, endMs }) => slotHours(startMs, endMs, form.language)),
    [grid.slots, form.language],
  );

  useEffect(() => {
    if (turn > 0) table.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
  }, [turn]);
  useEffect(() => {
    if (marked.size > 0) say(words.saidMarked({ count: marked.size }));
  }, [marked.size, say, words]);

  const edit = (act: GridAct) => {
    const targets = marking.targets();
    const last = targets.map(({ people }) => people.at(-1)?.person).find((person) => person !== undefined);
    switch (act) {
      case 'clear':
        return acts.act(cleared(targets));
      case 'drop-last':
        return acts.act(last === undefined ? null : unassignAt(targets, last));
      case 'lock':
        return acts.act(lockTurned(targets));
      case 'more-need':
        return acts.act(needBy(targets, 1));
      case 'less-need':
        return acts.act(needBy(targets, -1));
      case 'open':
        return openAt(targets);
      case 'mark':
      case 'mark-column':
      case 'next-hole':
      case 'end-marking':
        return undefined;
    }
  };
  const openAt = (targets: readonly PlaceView[]) => {
    if (targets.length === 0) return say(words.saidNothing);
    const [only] = targets;
    if (picked !== null && canEdit) return acts.turn(targets, picked);
    if (targets.length === 1 && only?.cancelled) return open({ kind: 'edit', key: only.key });
    open({ kind: 'places', keys: targets.map(({ key }) => key) });
  };
  const onKeyDown = useSteady((event: KeyboardEvent) => {
    const pressed = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey };
    const size = { rows: grid.days.length, columns: grid.slots.length, whole: pressed.ctrl };
    const next = pressed.alt ? null : stepFrom(at, event.key, size);
    if (next) {
      event.preventDefault();
      if (pressed.shift) marking.stretchTo(next);
      else marking.goTo(next);
      return;
    }
    const act = actFor(pressed);
    if (act === null) return;
    event.preventDefault();
    const here = placeAt(grid, at);
    if (act === 'next-hole') return toNextHole();
    if (act === 'end-marking') {
      marking.end();
      return pick(null);
    }
    if (act === 'mark') return here ? marking.toggle(here.key) : undefined;
    if (act === 'mark-column') return marking.markAll(grid.days.flatMap(({ cells }) => cells[at.column]?.key ?? []));
    if (!canEdit) return say(act === 'open' ? words.readOnly : words.saidNothing);
    edit(act);
  });
  const onFocus = useSteady((event: FocusEvent<HTMLElement>) => {
    const { row, column } = event.currentTarget.dataset;
    marking.rest({ row: Number(row), column: Number(column) });
  });
  const onClick = useSteady((event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('button');
    if (!cell) return;
    const spot = { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
    if (event.shiftKey) return marking.stretchTo(spot);
    marking.goTo(spot);
    const place = placeAt(grid, spot);
    if (!place) return;
    if (event.ctrlKey || event.metaKey) return marking.toggle(place.key);
    if (canEdit) openAt(marked.has(place.key) ? marking.targets() : [place]);
  });
  const fitOf = (place: PlaceView | null): { fit: Fit | null; against: string } => {
    if (fits === null || place === null || place.cancelled) return { fit: null, against: '' };
    if (place.people.some(({ person }) => person === picked)) return { fit: 'here', against: '' };
    const obstacle = fits.get(place.key);
    return obstacle
      ? { fit: 'not', against: obstacleInWords(obstacle, { words, language: form.language }) }
      : { fit: 'may', against: '' };
  };
  const days = dates(view.from, view.to, form.language);
  return (
    <div className={`${around['box']} ${looks['box']}`}>
      <table ref={table} aria-describedby="roster-help" className={looks['grid']}>
        <caption className={looks['caption']}>{words.tableOf({ line: lineName, days })}</caption>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            {columns.map((hoursText, column) => (
              <th key={grid.slots[column]?.key} scope="col">
                {hoursText}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.days.map((day, row) => (
            <tr
              key={day.date}
              className={`${day.startsWeek ? looks['weekStart'] : ''} ${day.isWeekend ? looks['weekend'] : ''} ${day.closure === null ? '' : looks['closed']} ${day.date === today ? looks['today'] : ''}`}
            >
              <DayHead day={day} />
              {day.cells.map((place, column) => {
                const slot = grid.slots[column];
                return (
                  <Cell
                    key={slot?.key}
                    place={place}
                    row={row}
                    column={column}
                    isCurrent={row === at.row && column === at.column}
                    isMarked={place !== null && marked.has(place.key)}
                    trainees={trainees}
                    names={view.names}
                    {...fitOf(place)}
                    onKeyDown={onKeyDown}
                    onFocus={onFocus}
                    onPointerDown={onPointerDown}
                    onClick={onClick}
                    form={form}
                    words={words}
                    ownHours={place !== null && slot !== undefined && isMoved(place, slot, view.zone)}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p id="roster-help" className="visually-hidden">
        {words.tableHelp}
      </p>
    </div>
  );
}
