/** What callers hear of me, what I speak, and for what I am there (P7). */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import { useKept } from '../kept.ts';
import { Button, Card, Field, Notice, Select, Wrong } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { useWords } from '../words/words.tsx';
import looks from './me.module.css';
import { useMeWords } from './words.ts';

type Me = Answered<'me.read'>;
type Channel = 'voice' | 'text';
type Draft = { phoneName: string; languages: string[]; channels: string[] };
type Entry = Pick<Me, 'phoneName' | 'languages' | 'channels'>;

export function OwnEntry({ me }: { me: Me }): ReactNode {
  const words = useMeWords();
  const { language } = useWords();
  const queries = useQueryClient();
  /** What is chosen and not saved, and the version it was chosen over. */
  const kept = useKept<Draft & { version: string }>('own entry');
  const draft = kept.typed;
  const [saved, setSaved] = useState(false);
  const stored: Draft = { phoneName: me.phoneName ?? '', languages: me.languages, channels: me.channels };
  const { phoneName, languages, channels } = draft ?? stored;
  const change = useChange('me.change', () => {
    setSaved(true);
    void Promise.all(['me', 'session'].map((key) => queries.invalidateQueries({ queryKey: [key] }))).then(() =>
      kept.saved((latest) => ({ ...latest, version: queries.getQueryData<Me>(['me'])?.version ?? latest.version })),
    );
  });
  const paint = (part: Partial<Draft>) => {
    setSaved(false);
    kept.keep((before) => ({ phoneName, languages, channels, version: before?.version ?? me.version, ...part }));
  };
  const named = (tag: string) => new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
  const toggled = (list: string[], one: string, on: boolean) =>
    on ? [...list, one] : list.filter((other) => other !== one);
  const isWhole = languages.length > 0 && channels.length > 0;
  const save = (version: string) => {
    if (!isWhole) return;
    const said = phoneName.trim();
    const body = { phoneName: said === '' ? null : said, languages, channels: channels as Channel[] };
    change.begin({ body }, { ifMatch: version });
  };
  const takeTheirs = () => void queries.invalidateQueries({ queryKey: ['me'] }).then(() => kept.keep(null));
  const entryInWords = (entry: Entry) =>
    words.changedMeanwhile({
      name: entry.phoneName === null ? words.callersHearNone : words.callersHear({ name: entry.phoneName }),
      languages: entry.languages.map(named).join(', '),
      channels: entry.channels.map((channel) => words[channel as Channel]).join(', '),
    });
  return (
    <>
      <h2>{words.entryTitle}</h2>
      <Card>
        <KeptNotice kept={kept} />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save(draft?.version ?? me.version);
          }}
        >
          <Field
            label={words.phoneName}
            hint={words.phoneNameHint}
            autoComplete="off"
            maxLength={60}
            value={phoneName}
            wrong={change.kind === 'invalid' ? words.phoneNameWrong : null}
            onChange={(event) => paint({ phoneName: event.target.value })}
          />
          <fieldset className={looks['choices']}>
            <legend>{words.languages}</legend>
            {me.languageChoices.map((tag) => (
              <label key={tag}>
                <input
                  type="checkbox"
                  checked={languages.includes(tag)}
                  onChange={(event) => paint({ languages: toggled(languages, tag, event.target.checked) })}
                />
                <span lang={tag}>{named(tag)}</span>
              </label>
            ))}
            {languages.length === 0 && <Wrong>{words.languagesWrong}</Wrong>}
          </fieldset>
          {languages.length > 1 && (
            <Select
              label={words.languageFirst}
              value={languages[0]}
              onChange={(event) =>
                paint({ languages: [event.target.value, ...languages.filter((tag) => tag !== event.target.value)] })
              }
            >
              {languages.toSorted().map((tag) => (
                <option key={tag} value={tag}>
                  {named(tag)}
                </option>
              ))}
            </Select>
          )}
          <fieldset className={looks['choices']}>
            <legend>{words.channels}</legend>
            {(['voice', 'text'] as const).map((channel) => (
              <label key={channel}>
                <input
                  type="checkbox"
                  checked={channels.includes(channel)}
                  onChange={(event) => paint({ channels: toggled(channels, channel, event.target.checked) })}
                />
                {words[channel]}
              </label>
            ))}
            {channels.length === 0 && <Wrong>{words.channelsWrong}</Wrong>}
          </fieldset>
          {draft && change.kind === 'conflict' ? (
            <Notice kind="trouble">
              <p>{entryInWords(change.current as Entry)}</p>
              <Button onClick={takeTheirs}>{words.takeTheirs}</Button>{' '}
              <Button busy={change.busy} onClick={() => save('*')}>
                {words.keepMine}
              </Button>
            </Notice>
          ) : (
            change.wrong && change.kind !== 'invalid' && <Notice kind="trouble">{change.wrong}</Notice>
          )}
          {saved && <Notice kind="calm">{words.saved}</Notice>}
          <Button type="submit" busy={change.busy}>
            {words.save}
          </Button>
        </form>
      </Card>
    </>
  );
}
