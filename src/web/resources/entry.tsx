/** One text, added or changed: its words in each language, with the parts they take, and when somebody last looked. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { smsPartsOf } from '../../carrier/sms-parts.ts';
import { longestText } from '../../carrier/text-parts.ts';
import { checkHoldsMonths } from '../../texts/resources.ts';
import { useChange } from '../change.ts';
import looks from '../desk/desk.module.css';
import { Area } from '../desk/fields.tsx';
import { Trouble } from '../desk/trouble.tsx';
import { useDeskWords } from '../desk/words.ts';
import { differing, listed, wrongOf } from '../desk/wrong.ts';
import { useKept } from '../kept.ts';
import { Button, Card, Field } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import type { Listed } from './list.tsx';
import { useResourcesWords } from './words.ts';

type Draft = {
  name: string;
  area: string;
  tags: string;
  words: Readonly<Record<string, string>>;
  checkedOn: string;
  holdsMonths: string;
};
const shown = ['name', 'area', 'tags', 'words', 'checkedOn', 'holdsMonths'];

function draftOf(resource: Listed | null, today: string): Draft {
  return {
    name: resource?.name ?? '',
    area: resource?.area ?? '',
    tags: resource?.tags.join(', ') ?? '',
    words: Object.fromEntries((resource?.words ?? []).map(({ language, text }) => [language, text])),
    checkedOn: resource?.checkedOn ?? today,
    holdsMonths: String(resource?.holdsMonths ?? checkHoldsMonths),
  };
}

function bodyOf({ name, area, tags, words, checkedOn, holdsMonths }: Draft) {
  return {
    name: name.trim(),
    area: area.trim(),
    tags: listed(tags),
    words: Object.entries(words)
      .map(([language, text]) => ({ language, text: text.trim() }))
      .filter(({ text }) => text !== ''),
    checkedOn,
    holdsMonths: Number(holdsMonths),
  };
}

/** `resource`: null for a new one. `languages`: those of the lines. */
export function ResourceEntry({
  resource,
  today,
  languages,
}: {
  resource: Listed | null;
  today: string;
  languages: readonly string[];
}): ReactNode {
  const { words, nameOf } = useResourcesWords();
  const desk = useDeskWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const kept = useKept<{ base: Listed | null; draft: Draft }>(`resource ${resource?.id ?? ''}`);
  const { base, draft } = kept.typed ?? { base: resource, draft: draftOf(resource, today) };
  const set = (part: Partial<Draft>) => kept.keep({ base, draft: { ...draft, ...part } });
  const done = ({ name }: { name: string }) => {
    kept.keep(null);
    void queries.invalidateQueries({ queryKey: ['resources'] });
    void navigate('/resources', { state: { news: words.wasSaved({ name }) } });
  };
  const add = useChange('resources.add', done);
  const change = useChange('resources.change', done);
  const body = bodyOf(draft);
  const changesOf = (before: Listed) => {
    const old = bodyOf(draftOf(before, today));
    return Object.fromEntries(differing(old, body).map((name) => [name, body[name]])) as Partial<typeof body>;
  };
  const save = (version = base?.version) => {
    if (base && version !== undefined)
      change.begin({ params: { id: base.id }, body: changesOf(base) }, { ifMatch: version });
    else add.begin({ body });
  };
  const fields = (resource ? change : add).problem?.fields;
  const wrong = (field: string) => wrongOf(fields, field);
  const wrongIn = (language: string) => {
    const index = body.words.findIndex((one) => one.language === language);
    return index < 0 ? null : wrong(`words.${index}`);
  };
  const all = [...new Set([...languages, ...Object.keys(draft.words)])];
  const text = (name: 'name' | 'area' | 'tags') => ({
    value: draft[name],
    autoComplete: 'off',
    wrong: wrong(name),
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  const none = fields?.get('words');
  return (
    <>
      <KeptNotice kept={kept} />
      <form
        id="resource"
        noValidate
        className={looks['form']}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Card>
          <Field label={words.name} hint={words.nameHint} maxLength={100} {...text('name')} />
          <p className={looks['soft']}>{words.wordsLead}</p>
          {all.map((language, index) => {
            const typed = draft.words[language] ?? '';
            const hint = words.wordsHint({
              signs: words.signs({ signs: [...typed].length }),
              parts: words.parts(smsPartsOf(typed)),
            });
            return (
              <Area
                key={language}
                label={words.words({ language: nameOf(language) })}
                lang={language}
                maxLength={longestText}
                hint={hint}
                value={typed}
                wrong={index === 0 && none !== undefined ? none : wrongIn(language)}
                onChange={(event) => set({ words: { ...draft.words, [language]: event.target.value } })}
              />
            );
          })}
          <div className={looks['pair']}>
            <Field label={words.area} hint={words.areaHint} maxLength={200} {...text('area')} />
            <Field label={words.tags} hint={desk.commas} {...text('tags')} />
          </div>
          <div className={looks['pair']}>
            <Field
              label={words.lastChecked}
              type="date"
              max={today}
              value={draft.checkedOn}
              wrong={wrong('checkedOn')}
              onChange={(event) => set({ checkedOn: event.target.value })}
            />
            <Field
              label={words.holds}
              type="number"
              min={1}
              max={60}
              value={draft.holdsMonths}
              wrong={wrong('holdsMonths')}
              onChange={(event) => set({ holdsMonths: event.target.value })}
            />
          </div>
        </Card>
      </form>
      {resource ? (
        <Trouble
          change={change}
          again={save}
          shown={shown}
          conflict={(current) => {
            const now = current as Listed;
            const theirs = bodyOf(draftOf(now, today));
            const before = base ?? now;
            return {
              both: differing(bodyOf(draftOf(before, today)), theirs).map((name) => ({
                field: fieldNames(words)[name],
                mine: inWords(body[name]),
                theirs: inWords(theirs[name]),
              })),
              keepMine: () => save(now.version),
              takeTheirs: () => {
                const one = ['resources', 'one', now.id];
                queries.setQueryData<{ resource: Listed | null }>(one, (read) => read && { ...read, resource: now });
                kept.keep(null);
                void queries.invalidateQueries({ queryKey: ['resources'] });
              },
            };
          }}
        />
      ) : (
        <Trouble change={add} again={save} shown={shown} />
      )}
      <Button type="submit" form="resource" kind="primary" busy={add.busy || change.busy}>
        {desk.save}
      </Button>
    </>
  );
}

const fieldNames = (words: ReturnType<typeof useResourcesWords>['words']) => ({
  name: words.name,
  area: words.area,
  tags: words.tags,
  words: words.words({ language: '' }).replace(/[,\s]+$/, ''),
  checkedOn: words.lastChecked,
  holdsMonths: words.holds,
});

function inWords(value: string | number | readonly (string | { language: string; text: string })[]): string {
  if (typeof value !== 'object') return String(value);
  return value.map((one) => (typeof one === 'string' ? one : `${one.language}: ${one.text}`)).join(', ');
}
