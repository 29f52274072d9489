/** Makes one week like another, with its people or without; whoever is away then is named (R4). */
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { useOpenWork } from './desk.tsx';
import { Dialog } from './dialog.tsx';
import looks from './dialog.module.css';
import { date } from './form.ts';
import { dateAfter, datesBetween, mondayOf } from './grid.ts';
import { wallInWords } from './in-words.ts';

export function CopyWeekDialog(): ReactNode {
  const { desk, draft, takeOn } = useOpenWork();
  const { words, open, view, form, nameOf, say } = desk;
  const { language } = form;
  const name = (monday: string) => date(monday, language, { day: 'numeric', month: 'long' });
  const mondays = [...new Set(datesBetween(view.from, view.to).map(mondayOf))];
  const sources = [dateAfter(mondays[0] ?? view.from, -7), ...mondays];
  const [fromMonday, setFrom] = useState(mondays[0] ?? '');
  const [toMonday, setTo] = useState(mondays[1] ?? mondays[0] ?? '');
  const [withPeople, setWithPeople] = useState(true);
  const [leftOut, setLeftOut] = useState<Answered<'drafts.copyWeek'>['leftOut'] | null>(null);
  const copy = useChange(
    'drafts.copyWeek',
    (answer) => {
      takeOn(answer.draft);
      setLeftOut(answer.leftOut);
      say(words.copyDone({ date: name(toMonday) }));
    },
    () => words.consequenceNone,
  );
  const choice = (label: string, value: string, set: (monday: string) => void, from: readonly string[]) => (
    <label>
      {label}
      <select className={looks['select']} value={value} onChange={(event) => set(event.currentTarget.value)}>
        {from.map((monday) => (
          <option key={monday} value={monday}>
            {name(monday)}
          </option>
        ))}
      </select>
    </label>
  );
  const isSame = fromMonday === toMonday;
  return (
    <Dialog title={words.copyTitle} end={() => open(null)}>
      {(close) =>
        leftOut ? (
          <>
            <Notice kind="calm">{words.copyDone({ date: name(toMonday) })}</Notice>
            <ul>
              {leftOut.map(({ person, occurrence }) => (
                <li key={`${person} ${occurrence}`}>
                  {words.copyLeftOut({ name: nameOf(person), when: wallInWords(occurrence, language) })}
                </li>
              ))}
            </ul>
            <Button kind="primary" onClick={close}>
              {words.close}
            </Button>
          </>
        ) : (
          <>
            <div className={looks['fields']}>
              {choice(words.copyFrom, fromMonday, setFrom, sources)}
              {choice(words.copyTo, toMonday, setTo, mondays)}
            </div>
            <label className={looks['check']}>
              <input
                type="checkbox"
                checked={withPeople}
                onChange={(event) => setWithPeople(event.currentTarget.checked)}
              />
              <span>
                {words.copyPeople}
                <br />
                <span className={looks['soft']}>{words.copyPeopleSays}</span>
              </span>
            </label>
            {isSame && <p>{words.copySame}</p>}
            {copy.wrong && <Notice kind="trouble">{copy.wrong}</Notice>}
            <div className={looks['choices']}>
              <Button
                kind="primary"
                busy={copy.busy || isSame}
                onClick={() => copy.begin({ params: { id: draft.id }, body: { fromMonday, toMonday, withPeople } })}
              >
                {words.copyGo}
              </Button>
              <Button onClick={close}>{words.leaveIt}</Button>
            </div>
          </>
        )
      }
    </Dialog>
  );
}
