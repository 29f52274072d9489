/** Everybody who can stand in the roster: pick one, then the places they get. */
import { useMemo, useState, type PointerEvent, type ReactNode } from 'react';
import { useDesk } from './desk.tsx';
import { amount } from './form.ts';
import looks from './palette.module.css';

export function Palette({ onPointerDown }: { onPointerDown: (event: PointerEvent<HTMLElement>) => void }): ReactNode {
  const { planned, words, form, picked, pick, say, nameOf } = useDesk();
  const [typed, setTyped] = useState('');
  const people = useMemo(() => {
    if (!planned) return [];
    const { model, people: on, view } = planned;
    return model.people
      .flatMap((person, index) =>
        person.isCandidate
          ? [
              {
                id: person.id,
                name: view.names.get(person.id) ?? person.id,
                hours: (on.duties[index] ?? []).reduce((sum, at) => {
                  const one = model.occurrences[at];
                  return sum + (one?.isInRange ? one.hours : 0);
                }, 0),
              },
            ]
          : [],
      )
      .sort((a, b) => a.name.localeCompare(b.name));
  }, [planned]);
  const shown = people.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));
  return (
    <section className={looks['palette']} aria-label={words.pick}>
      <h2>{words.pick}</h2>
      <label>
        <span className="visually-hidden">{words.find}</span>
        <input
          type="search"
          placeholder={words.find}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      {shown.length === 0 && <p>{words.nobodyFound}</p>}
      <ul>
        {shown.map(({ id, name, hours }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={picked === id}
              data-person={id}
              onPointerDown={onPointerDown}
              onClick={() => {
                const next = picked === id ? null : id;
                pick(next);
                if (next !== null) say(words.picked({ name: nameOf(next) }));
              }}
            >
              <span className={looks['name']}>{name}</span>
              <span className={looks['hours']}>{words.hoursPlanned({ hours: amount(hours, form.language) })}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
