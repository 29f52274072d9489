/** The roster itself with what is done to it: the same for what is published and for a draft. */
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { Button } from '../parts/controls.tsx';
import { DayList } from './day-list.tsx';
import { DeskContext, type Desk, type Panel } from './desk.tsx';
import { useDrag } from './drag.ts';
import { pageActFor } from './grid-keys.ts';
import { gridOf, nextHoleAfter, spotOf } from './grid.ts';
import { useMarking } from './marking.ts';
import { Palette } from './palette.tsx';
import { PeopleGrid } from './people-grid.tsx';
import type { Planned } from './planned.ts';
import looks from './roster.module.css';
import { Sheets } from './sheets.tsx';
import type { Draft } from './sending.ts';
import { ShiftGrid } from './shift-grid.tsx';
import { Summary, WorthALook } from './summary.tsx';
import { useActs } from './use-acts.ts';
import { useIsNarrow } from './narrow.ts';
import type { RosterView } from './view.ts';
import { useRosterWords } from './words.ts';
import type { Work } from './work.ts';

export type DeskPageProps = {
  view: RosterView;
  planned: Planned | null;
  work: Work | null;
  line: string;
  lineName: string;
  today: string;
  shows: 'shifts' | 'people';
  /** Above the roster. */
  head: ReactNode;
  published: (draft: Draft, silent: boolean) => void;
  dropped: () => void;
};

export function DeskPage({
  view,
  planned,
  work,
  line,
  lineName,
  today,
  shows,
  head,
  published,
  dropped,
}: DeskPageProps): ReactNode {
  const words = useRosterWords();
  const { language } = useWords();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [said, setSaid] = useState({ text: '', turn: 0 });
  const [picked, setPicked] = useState<string | null>(null);
  const grid = useMemo(() => gridOf(view), [view]);
  const form = useMemo(() => ({ language, zone: view.zone }), [language, view.zone]);
  const nameOf = useCallback((person: string) => view.names.get(person) ?? person, [view.names]);
  // The same sentence twice is heard twice.
  const say = useCallback((text: string) => setSaid(({ turn }) => ({ text, turn: turn + 1 })), []);
  const desk: Desk = {
    view,
    grid,
    line,
    lineName,
    form,
    words,
    today,
    planned,
    work,
    canEdit: work !== null && work.draft.state === 'open' && work.draft.line.inUse,
    nameOf,
    open: setPanel,
    say,
    picked,
    pick: setPicked,
  };
  return (
    <DeskContext value={desk}>
      {head}
      <p role="status" className="visually-hidden">
        {said.text}
        {said.turn % 2 === 0 ? '' : ' '}
      </p>
      <Inside desk={desk} shows={shows} isOver={panel !== null} />
      {panel && (
        <Sheets
          panel={panel}
          published={(draft, silent) => {
            setPanel(null);
            published(draft, silent);
          }}
          dropped={() => {
            setPanel(null);
            dropped();
          }}
        />
      )}
    </DeskContext>
  );
}

function Inside({ desk, shows, isOver }: { desk: Desk; shows: 'shifts' | 'people'; isOver: boolean }): ReactNode {
  const { view, words, planned, canEdit, picked, pick, open, say, nameOf, grid } = desk;
  const isNarrow = useIsNarrow();
  const marking = useMarking(grid);
  const onPointerDown = useDrag();
  const { undo, redo } = useActs();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as Element | null;
      const isTyping = isOver || target?.matches('input:not([type=checkbox], [type=radio]), textarea, select') === true;
      const pressed = {
        key: event.key,
        ctrl: event.ctrlKey || event.metaKey,
        shift: event.shiftKey,
        alt: event.altKey,
      };
      const act = pageActFor(pressed, isTyping);
      if (act === null) return;
      event.preventDefault();
      if (act === 'keys') open({ kind: 'keys' });
      else if (act === 'undo') undo();
      else redo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  const { at, goTo: goToCell } = marking;
  const wasOver = useRef(isOver);
  useEffect(() => {
    // Where what had the focus is gone by now, it goes to the place one was at.
    if (wasOver.current && !isOver && document.activeElement === document.body) goToCell(at);
    wasOver.current = isOver;
  });
  const goTo = (key: string) => {
    const spot = spotOf(grid, key);
    if (spot) marking.goTo(spot);
  };
  const toNextHole = () => {
    const next = nextHoleAfter(grid, marking.at);
    if (next) marking.goTo(next);
    else say(words.summaryWhole);
  };
  const isTable = shows === 'shifts' && !isNarrow;
  const hasPalette = canEdit && isTable;
  if (view.places.length === 0 && shows === 'shifts')
    return <p>{canEdit ? words.nothingHereDraft : words.nothingHere}</p>;
  return (
    <>
      <Summary toNextHole={isTable ? toNextHole : null} />
      <div className={`${looks['desk']} ${hasPalette ? looks['withPalette'] : ''}`}>
        {hasPalette && (
          <div className={looks['paletteSide']}>
            <Palette onPointerDown={onPointerDown} />
          </div>
        )}
        <div>
          {shows === 'people' && planned ? (
            <PeopleGrid planned={planned} />
          ) : isNarrow ? (
            <DayList />
          ) : (
            <ShiftGrid marking={marking} toNextHole={toNextHole} onPointerDown={onPointerDown} />
          )}
          {picked !== null && (
            <div className={looks['pickedSays']}>
              <p>{words.picked({ name: nameOf(picked) })}</p>
              <Button onClick={() => pick(null)}>{words.pickEnd}</Button>
            </div>
          )}
        </div>
      </div>
      <WorthALook goTo={goTo} />
    </>
  );
}
