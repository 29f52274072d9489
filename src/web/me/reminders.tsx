/** When I am reminded of a shift (P7). */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import { Button, Card, Notice, Select } from '../parts/controls.tsx';
import { useMeWords } from './words.ts';

type Times = Answered<'me.read'>['reminders'];
const askChoices = [12, 24, 48] as const;
const againChoices = [180, 120, 60, 30] as const;

export function Reminders({ stored }: { stored: Times }): ReactNode {
  const words = useMeWords();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Times | null>(null);
  const [saved, setSaved] = useState(false);
  const { askHours, againMinutes } = draft ?? stored;
  const change = useChange('me.reminders', () => {
    setSaved(true);
    void queries.invalidateQueries({ queryKey: ['me'] }).then(() => setDraft(null));
  });
  const paint = (part: Partial<Times>) => {
    setSaved(false);
    setDraft({ askHours, againMinutes, ...part });
  };
  return (
    <>
      <h2>{words.remindersTitle}</h2>
      <Card>
        <p>{words.remindersLead}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change.begin({ body: { askHours, againMinutes } });
          }}
        >
          <Select
            label={words.remindersAsk}
            value={askHours}
            onChange={(event) => {
              const chosen = askChoices.find((one) => String(one) === event.target.value);
              if (chosen) paint({ askHours: chosen });
            }}
          >
            {askChoices.map((hours) => (
              <option key={hours} value={hours}>
                {words.hoursBefore({ count: hours })}
              </option>
            ))}
          </Select>
          <Select
            label={words.remindersAgain}
            value={againMinutes ?? ''}
            onChange={(event) =>
              paint({ againMinutes: againChoices.find((one) => String(one) === event.target.value) ?? null })
            }
          >
            {againChoices.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes < 60 ? words.minutesBefore({ count: minutes }) : words.hoursBefore({ count: minutes / 60 })}
              </option>
            ))}
            <option value="">{words.remindersNone}</option>
          </Select>
          {change.wrong && <Notice kind="trouble">{change.wrong}</Notice>}
          {saved && <Notice kind="calm">{words.remindersSaved}</Notice>}
          <Button type="submit" busy={change.busy}>
            {words.save}
          </Button>
        </form>
      </Card>
    </>
  );
}
