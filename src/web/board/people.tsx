/** Who is on shift, together by what they are doing: two hundred fit, and those who can be asked for something have their button. */
import type { ReactNode } from 'react';
import type { BoardLine, PersonRow, PersonState } from '../../matching/board-shape.ts';
import { ask } from '../client.ts';
import { Button } from '../parts/controls.tsx';
import { useSignedIn } from '../session.tsx';
import { useAct } from './act.tsx';
import looks from './board.module.css';
import { useClock } from './time.tsx';
import { useBoardWords } from './words.ts';

/** What keeps callers waiting comes first, and those whom no caller reaches come last. */
const order: readonly PersonState[] = [
  'free',
  'rung',
  'talking',
  'writing',
  'wrap-up',
  'resting',
  'break',
  'ending',
  'held',
  'off',
];
/** A yes of their own could change these. */
const askable: ReadonlySet<PersonState> = new Set(['wrap-up', 'resting', 'break', 'ending', 'held']);

export function People({ line }: { line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const people = Object.entries(line.people).toSorted(([, a], [, b]) => a.name.localeCompare(b.name));
  const texters = people.filter(([, row]) => row.textsOnly).length;
  const groups = [false, true].flatMap((textsOnly) =>
    order.flatMap((state) => {
      const those = people.filter(([, row]) => row.state === state && (row.textsOnly ?? false) === textsOnly);
      return those.length === 0 ? [] : [{ state, textsOnly, those }];
    }),
  );
  return (
    <section>
      <h3>
        {words.people} <span className={looks['count']}>{people.length - texters}</span>
        {texters > 0 && <span className={looks['count']}> {words.textsOnlyCount({ count: texters })}</span>}
      </h3>
      {people.length === 0 && <p className={looks['none']}>{words.peopleNone}</p>}
      {groups.length > 0 && (
        <div className={looks['groups']}>
          {groups.map(({ state, textsOnly, those }) => (
            <Group
              key={`${state} ${textsOnly}`}
              title={textsOnly ? words.textsOnlyAnd({ state: words.states[state] }) : words.states[state]}
              count={those.length}
            >
              {those.map(([id, row]) => (
                <PersonItem key={id} id={id} row={row} zone={line.timeZone} />
              ))}
            </Group>
          ))}
        </div>
      )}
    </section>
  );
}

/** More names than these are folded away behind their number: a glance is for what is rare. */
const namesAtOnce = 24;

function Group({ title, count, children }: { title: string; count: number; children: ReactNode }): ReactNode {
  const heading = (
    <>
      {title} <span className={looks['count']}>{count}</span>
    </>
  );
  const names = <ul className={looks['names']}>{children}</ul>;
  if (count > namesAtOnce)
    return (
      <details>
        <summary>{heading}</summary>
        {names}
      </details>
    );
  return (
    <div>
      <h4>{heading}</h4>
      {names}
    </div>
  );
}

function PersonItem({ id, row, zone }: { id: string; row: PersonRow; zone: string }): ReactNode {
  const words = useBoardWords();
  const act = useAct();
  const clock = useClock(zone);
  const { may, mayWithProof, person } = useSignedIn();
  const { name } = row;
  const mayAsk = may.includes('board.override') || mayWithProof.includes('board.override');
  const about = [words.as[row.as], row.leader && words.leader, row.until && words.until({ time: clock(row.until) })];
  const override = () =>
    act({
      title: words.overrideLabel({ name }),
      sentence: words.overrideSays({ name }),
      confirm: words.overrideConfirm,
      field: { label: words.reason, required: true },
      run: (reason, once) => ask('person.override', { params: { id }, body: { reason } }, { once }),
      done: words.overrideDone({ name }),
    });
  return (
    <li>
      {name} <span className="soft">{about.filter(Boolean).join(', ')}</span>
      {mayAsk && !row.textsOnly && askable.has(row.state) && id !== person.id && (
        <Button kind="quiet" onClick={override} aria-label={`${words.override}: ${name}`}>
          {words.override}
        </Button>
      )}
    </li>
  );
}
