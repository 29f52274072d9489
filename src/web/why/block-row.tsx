/** One block that holds: why, until when, by whom; changed, ended, or objected to. */
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Trouble } from '../desk/trouble.tsx';
import { useDeskWords } from '../desk/words.ts';
import { clock, day } from '../moments.ts';
import { Button } from '../parts/controls.tsx';
import { isKeptFor, useKept } from '../kept.ts';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { endOf, TermFields, type Terms } from './terms.tsx';
import { useContactsWords } from './words.ts';

export type Block = Answered<'blocks.list'>['blocks'][number];

/** `changed` is told in words what was done. `linked`: with the way to its contact. */
export function BlockRow({
  block,
  changed,
  linked = false,
}: {
  block: Block;
  changed: (what: string) => void;
  linked?: boolean;
}): ReactNode {
  const words = useContactsWords();
  const { language } = useWords();
  const { person, may, mayWithProof } = useSignedIn();
  const [doing, setDoing] = useState<'change' | 'end' | null>(isKeptFor(person.id, formOf(block)) ? 'change' : null);
  const objection = useChange('blocks.objection', () => changed(words.objectionNoted));
  const note = () => objection.begin({ params: { id: block.id } });
  const { timeZone: zone, until, review, setBy, setAt, objectedAt, objectionBy, contact } = block;
  const when = (instant: string) => `${day(instant, { language, zone })}, ${clock(instant, { language, zone })}`;
  const which = `${words.blockLine(block)}, ${words.endsAt({ when: when(until) })}`;
  const about = [
    setBy !== null && setAt !== null ? words.setBy({ name: setBy, when: when(setAt) }) : words.setUnknown,
    review && words.reviewAt({ when: day(`${review}T12:00:00Z`, { language, zone: 'UTC' }) }),
    objectedAt && words.objected({ when: when(objectedAt), name: objectionBy }),
  ].filter(Boolean);
  const leave = () => setDoing(null);
  const mayEdit = may.includes('blocks.edit') || mayWithProof.includes('blocks.edit');
  return (
    <li className={looks['group']}>
      <p>
        <strong>{which}</strong> · {block.reason}
      </p>
      <p className={looks['soft']}>{about.join(' · ')}</p>
      <Trouble change={objection} again={note} />
      {doing === 'change' && <Changing block={block} done={() => changed(words.changedNow)} leave={leave} />}
      {doing === 'end' && <Ending block={block} done={() => changed(words.unblocked)} leave={leave} />}
      {doing === null && (
        <div className={looks['acts']}>
          {mayEdit && (
            <>
              <Button onClick={() => setDoing('change')} aria-label={words.ofBlock({ what: words.change, which })}>
                {words.change}
              </Button>
              <Button onClick={() => setDoing('end')} aria-label={words.ofBlock({ what: words.end, which })}>
                {words.end}
              </Button>
              {objectedAt === null && (
                <Button busy={objection.busy} onClick={note} aria-label={words.ofBlock({ what: words.objects, which })}>
                  {words.objects}
                </Button>
              )}
            </>
          )}
          {linked && contact !== null && (
            <Link className={looks['act']} to={`/contacts/${encodeURIComponent(contact)}`}>
              {words.itsContact}
            </Link>
          )}
        </div>
      )}
    </li>
  );
}

/** What is typed over a block, by name. */
const formOf = ({ id }: Block) => `block ${id}`;

type Doing = { block: Block; done: () => void; leave: () => void };

function Ending({ block: { id, version }, done, leave }: Doing): ReactNode {
  const words = useContactsWords();
  const change = useChange('blocks.end', done);
  const begin = (seen = version) => change.begin({ params: { id } }, { ifMatch: seen });
  return (
    <div>
      <p role="status">{words.endSays}</p>
      <Trouble
        change={change}
        again={begin}
        conflict={(current) => ({ both: [], keepMine: () => begin((current as Block).version), takeTheirs: done })}
      />
      <div className={looks['acts']}>
        <Button kind="primary" busy={change.busy} onClick={() => begin()}>
          {words.endYes}
        </Button>
        <Button onClick={leave}>{words.endNo}</Button>
      </div>
    </div>
  );
}

function Changing({ block, done, leave }: Doing): ReactNode {
  const words = useContactsWords();
  const desk = useDeskWords();
  const { language } = useWords();
  const kept = useKept<{ base: Block; terms: Terms }>(formOf(block));
  const { base, terms } = kept.typed ?? {
    base: block,
    terms: { reason: block.reason, days: '', review: block.review ?? '' },
  };
  const end = (then: () => void) => {
    kept.keep(null);
    then();
  };
  const change = useChange('blocks.change', () => end(done));
  const body = {
    ...(terms.reason !== base.reason && { reason: terms.reason }),
    ...(terms.days !== '' && { until: endOf(terms.days) }),
    ...(terms.review !== (base.review ?? '') && { review: terms.review || null }),
  };
  const begin = (seen = base.version) => change.begin({ params: { id: block.id }, body }, { ifMatch: seen });
  const said = (field: string, value: unknown) =>
    field === 'until' && typeof value === 'string'
      ? day(value, { language, zone: block.timeZone })
      : typeof value === 'string'
        ? value
        : desk.none;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (Object.keys(body).length > 0) begin();
        else end(leave);
      }}
    >
      <KeptNotice kept={kept} />
      <TermFields
        terms={terms}
        set={(part) => kept.keep({ base, terms: { ...terms, ...part } })}
        now={base.until}
        zone={block.timeZone}
        latest={block.latest}
        fields={change.problem?.fields}
      />
      <Trouble
        change={change}
        again={begin}
        shown={['reason', 'until', 'review']}
        nameOf={(path) => words.fields[path] ?? path}
        conflict={(current) => ({
          both: Object.entries(body).map(([field, mine]) => ({
            field: words.fields[field] ?? field,
            mine: said(field, mine),
            theirs: said(field, (current as Record<string, unknown>)[field]),
          })),
          keepMine: () => begin((current as Block).version),
          takeTheirs: () => end(done),
        })}
      />
      <div className={looks['acts']}>
        <Button kind="primary" type="submit" busy={change.busy}>
          {desk.save}
        </Button>
        <Button onClick={() => end(leave)}>{words.blockLeave}</Button>
      </div>
    </form>
  );
}
