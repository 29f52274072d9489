/** What one may change of oneself: tags, the PIN, how one proves who one is; and the file of what is held. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ask, AskFailed } from '../client.ts';
import { Button, Buttons, Card, Field, Notice } from '../parts/controls.tsx';
import { OwnCalendar } from '../me/calendar.tsx';
import { OwnEntry } from '../me/own-entry.tsx';
import { Reminders } from '../me/reminders.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

export function OwnThings(): ReactNode {
  const { words, language } = useWords();
  const queries = useQueryClient();
  const { may } = useSignedIn();
  const [news, setNews] = useState<{ kind: 'calm' | 'trouble'; text: string } | null>(null);
  const [pin, setPin] = useState('');
  const [pinWrong, setPinWrong] = useState<string | null>(null);
  const { data, isError, refetch } = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => ask('me.read', {}, { signal }),
  });
  const change = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setNews({ kind: 'calm', text: words.saved });
    } catch (problem) {
      const needsProof = problem instanceof AskFailed && ['fresh-proof', 'second-proof'].includes(problem.kind);
      setNews({ kind: 'trouble', text: needsProof ? words.removeProof : words.notSaved });
    }
    await queries.invalidateQueries({ queryKey: ['me'] });
  };
  const download = async () => {
    const held = await ask('me.held', {});
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(held, null, 1)], { type: 'application/json' }));
    link.download = 'warmline-me.json';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  if (!data && isError)
    return (
      <Notice kind="trouble">
        {words.failed} <Button onClick={() => void refetch()}>{words.again}</Button>
      </Notice>
    );
  if (!data) return <p role="status">{words.loading}</p>;
  const { own, others } = data.tags;
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return (
    <>
      {news && <Notice kind={news.kind}>{news.text}</Notice>}
      <OwnEntry me={data} />
      {may.includes('me.reminders') && <Reminders stored={data.reminders} />}
      {may.includes('feeds.own') && <OwnCalendar />}
      <h2>{words.tagsTitle}</h2>
      <Card>
        <p>{own.length + others.length === 0 ? words.tagsNone : words.tagsLead}</p>
        <Buttons>
          {[...own, ...others].map((tag) => (
            <Button
              key={tag}
              aria-pressed={own.includes(tag)}
              onClick={() => void change(() => ask('me.tag', { body: { tag, on: !own.includes(tag) } }))}
            >
              {own.includes(tag) ? `✓ ${tag}` : tag}
            </Button>
          ))}
        </Buttons>
      </Card>
      <h2>{words.pinTitle}</h2>
      <Card>
        <p>{data.pin ? words.pinIsSet : words.pinIsNot}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!/^\d{4,8}$/.test(pin)) return setPinWrong(words.pinWrong);
            setPinWrong(null);
            void change(async () => {
              await ask('me.pin', { body: { pin } });
              setPin('');
            });
          }}
        >
          <Field
            label={words.pinNew}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            value={pin}
            wrong={pinWrong}
            onChange={(event) => setPin(event.target.value)}
          />
          <Button type="submit">{words.pinSet}</Button>
        </form>
      </Card>
      <h2>{words.proofsTitle}</h2>
      <Card>
        {data.passkeys.length === 0 && !data.app && <p>{words.proofsNone}</p>}
        {data.passkeys.map(({ id, device, madeAt }) => (
          <p key={id}>
            {words.passkeyOne({ device: device || words.unknownDevice, when: when.format(new Date(madeAt)) })}{' '}
            <Button onClick={() => void change(() => ask('passkey.end', { params: { id } }))}>{words.remove}</Button>
          </p>
        ))}
        {data.app && (
          <p>
            {words.appOne} <Button onClick={() => void change(() => ask('app.end', {}))}>{words.remove}</Button>
          </p>
        )}
      </Card>
      <h2>{words.heldTitle}</h2>
      <Card>
        <p>{words.heldLead}</p>
        <Button onClick={() => void download().catch(() => setNews({ kind: 'trouble', text: words.failed }))}>
          {words.heldGet}
        </Button>
      </Card>
    </>
  );
}
