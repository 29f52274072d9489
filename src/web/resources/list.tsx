/** The texts, found by what is searched for; coordinators say at each that they have looked, change it, or put it away. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { smsPartsOf } from '../../carrier/sms-parts.ts';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import inRows from '../desk/rows.module.css';
import { Choice } from '../desk/fields.tsx';
import { Button, Buttons, Card, Field, Notice } from '../parts/controls.tsx';
import { More, usePages } from '../parts/more.tsx';
import { Reading } from '../parts/reading.tsx';
import { dateInWords } from '../times/hours.ts';
import { useWords } from '../words/words.tsx';
import own from './resources.module.css';
import { useResourcesWords } from './words.ts';

export type Listed = Answered<'resources.list'>['resources'][number];
const whichOnes = ['in-use', 'stale', 'archived'] as const;
type Which = (typeof whichOnes)[number];
const nothing = { search: '', tag: '', which: 'in-use' as Which };

export function ResourceList({ mayEdit }: { mayEdit: boolean }): ReactNode {
  const { words } = useResourcesWords();
  const [wanted, want] = useState(nothing);
  const { search, tag, which } = wanted;
  const query = usePages(['resources', wanted], (cursor, signal) =>
    ask(
      'resources.list',
      {
        query: {
          which,
          ...(search.trim() === '' ? {} : { search: search.trim() }),
          ...(tag === '' ? {} : { tag }),
          ...(cursor === undefined ? {} : { cursor }),
        },
      },
      { signal },
    ),
  );
  const first = query.data?.pages[0];
  const resources = query.data?.pages.flatMap((page) => page.resources) ?? [];
  const isAll = JSON.stringify(wanted) === JSON.stringify(nothing);
  return (
    <>
      <search className={looks['pair']}>
        <Field
          label={words.search}
          type="search"
          autoComplete="off"
          maxLength={100}
          value={search}
          onChange={(event) => want({ ...wanted, search: event.target.value })}
        />
        <Choice
          label={words.tag}
          value={tag}
          from={[['', words.anyTag], ...(first?.tags ?? []).map((one) => [one, one] as const)]}
          onChange={(event) => want({ ...wanted, tag: event.target.value })}
        />
        {mayEdit && (
          <Choice
            label={words.which}
            value={which}
            from={whichOnes.map((one) => [one, words.whichOnes[one]] as const)}
            onChange={(event) => want({ ...wanted, which: event.target.value as Which })}
          />
        )}
      </search>
      <Reading query={query} />
      {first && resources.length === 0 && (
        <p role="status">
          {isAll ? (mayEdit ? words.none : words.noneForPeers) : words.noneFound}{' '}
          {!isAll && (
            <Button kind="quiet" onClick={() => want(nothing)}>
              {words.showAll}
            </Button>
          )}
        </p>
      )}
      {first && <Resources resources={resources} today={first.today} mayEdit={mayEdit} />}
      <More query={query} />
    </>
  );
}

type Undo = { id: string; version: string; body: { checkedOn: string } | { archived: boolean } };

function Resources({
  resources,
  today,
  mayEdit,
}: {
  resources: readonly Listed[];
  today: string;
  mayEdit: boolean;
}): ReactNode {
  const { words } = useResourcesWords();
  const queries = useQueryClient();
  const [said, setSaid] = useState<{ text: string; undo: Undo | null } | null>(null);
  /** What is to be said once the change under way is done. */
  const next = useRef<{ text: string; undo: Undo['body'] | null } | null>(null);
  const change = useChange('resources.change', ({ id, version }) => {
    const { text, undo } = next.current ?? { text: '', undo: null };
    setSaid({ text, undo: undo && { id, version, body: undo } });
    void queries.invalidateQueries({ queryKey: ['resources'] });
  });
  const begin = (one: Pick<Listed, 'id' | 'version'>, body: Undo['body'], text: string, undo: Undo['body'] | null) => {
    setSaid(null);
    next.current = { text, undo };
    change.begin({ params: { id: one.id }, body }, { ifMatch: one.version });
  };
  return (
    <>
      {said && (
        <Notice kind="calm">
          {said.text}{' '}
          {said.undo && (
            <Button kind="quiet" onClick={() => said.undo && begin(said.undo, said.undo.body, words.undone, null)}>
              {words.undo}
            </Button>
          )}
        </Notice>
      )}
      {change.wrong !== null && <Notice kind="trouble">{change.wrong}</Notice>}
      {resources.map((one) => (
        <Card key={one.id}>
          <ResourceText resource={one} today={today} />
          {mayEdit && (
            <Buttons>
              {!one.archived && one.checkedOn !== today && (
                <Button
                  busy={change.busy}
                  onClick={() => begin(one, { checkedOn: today }, words.isChecked(one), { checkedOn: one.checkedOn })}
                >
                  {words.checkToday}
                  <span className="visually-hidden"> {one.name}</span>
                </Button>
              )}
              {!one.archived && (
                <Link className={looks['act']} to={`/resources/${encodeURIComponent(one.id)}`}>
                  {words.change}
                  <span className="visually-hidden"> {one.name}</span>
                </Link>
              )}
              <Button
                kind="quiet"
                busy={change.busy}
                onClick={() =>
                  begin(one, { archived: !one.archived }, (one.archived ? words.isTakenUp : words.isPutAway)(one), {
                    archived: one.archived,
                  })
                }
              >
                {one.archived ? words.takeUp : words.putAway}
                <span className="visually-hidden"> {one.name}</span>
              </Button>
            </Buttons>
          )}
        </Card>
      ))}
    </>
  );
}

/** What it is, what is sent, and whether it can be trusted. */
function ResourceText({ resource, today }: { resource: Listed; today: string }): ReactNode {
  const { words, nameOf } = useResourcesWords();
  const { language } = useWords();
  const { name, area, tags, words: texts, checkedOn, checkedUntil, stale, archived, sent } = resource;
  const on = dateInWords(checkedOn, language);
  const counted = (isNow: boolean) =>
    (sent ?? []).reduce((sum, { month, count }) => sum + (today.startsWith(month) === isNow ? count : 0), 0);
  return (
    <>
      <h2 className={looks['first']}>
        {name} {stale && <span className={`${inRows['stage']} ${inRows['waits']}`}>{words.stale}</span>}
        {archived && <span className={`${inRows['stage']} ${inRows['quiet']}`}>{words.archived}</span>}
      </h2>
      <p className={looks['soft']}>{[area === '' ? words.everywhere : area, ...tags].join(' · ')}</p>
      {texts.map((one) => (
        <div key={one.language}>
          <p className={looks['soft']}>
            {nameOf(one.language)} · {words.parts(smsPartsOf(one.text))}
          </p>
          <p lang={one.language} className={own['sent']}>
            {one.text}
          </p>
        </div>
      ))}
      <p>
        {stale ? words.checkedLong({ on }) : words.checked({ on, until: dateInWords(checkedUntil, language) })}{' '}
        {sent && (sent.length === 0 ? words.notAsked : words.sent({ count: counted(true), before: counted(false) }))}
      </p>
    </>
  );
}
