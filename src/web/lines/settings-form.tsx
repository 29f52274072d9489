/** The settings, changed: everything typed is one change. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import looks from '../desk/desk.module.css';
import { SaveBar } from '../desk/save-bar.tsx';
import { Trouble } from '../desk/trouble.tsx';
import { wrongOf } from '../desk/wrong.ts';
import { ZoneField } from '../desk/zone-field.tsx';
import { useKept, withTypedSince } from '../kept.ts';
import { Card, Field } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { useBoth } from './both.ts';
import { LadderFields, LadderPicture } from './ladder.tsx';
import { NumberFields } from './number-fields.tsx';
import { changedInSettings, settingsDraftOf, type Settings, type SettingsDraft } from './settings-draft.ts';
import { SettingsTonight } from './tonight.tsx';
import { useLinesWords } from './words.ts';

const shown = ['name', 'timeZone', 'crisisNumber', 'crisisName', 'policy'];

export function SettingsForm({ settings }: { settings: Settings }): ReactNode {
  const words = useLinesWords();
  const queries = useQueryClient();
  const both = useBoth();
  const kept = useKept<{ base: Settings; draft: SettingsDraft }>('settings');
  const [saved, setSaved] = useState(false);
  const { base, draft } = kept.typed ?? { base: settings, draft: settingsDraftOf(settings) };
  const set = (part: Partial<SettingsDraft>) => {
    setSaved(false);
    kept.keep({ base, draft: { ...draft, ...part } });
  };
  const change = useChange('settings.change', (now) => {
    queries.setQueryData(['settings'], now);
    void queries.invalidateQueries({ queryKey: ['settings-states'] });
    void queries.invalidateQueries({ queryKey: ['line'] });
    void queries.invalidateQueries({ queryKey: ['session'] });
    kept.saved((latest) => ({ base: now, draft: withTypedSince(settingsDraftOf(now), draft, latest.draft) }));
    setSaved(true);
  });
  const body = changedInSettings(base, draft);
  const isChanged = Object.keys(body).length > 0;
  const save = (version = base.version) => change.begin({ body: changedInSettings(base, draft) }, { ifMatch: version });
  const wrong = (field: string) => wrongOf(change.problem?.fields, field);
  const ofPolicy = (field: string) => wrong(`policy.${field}`);
  const text = (name: 'name' | 'crisisNumber' | 'crisisName') => ({
    label: words[name],
    value: draft[name],
    autoComplete: 'off',
    wrong: wrong(name),
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  return (
    <>
      <KeptNotice kept={kept} />
      <form
        id="settings"
        noValidate
        className={looks['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) save();
        }}
      >
        <h2>{words.organisation}</h2>
        <Card>
          <div className={looks['pair']}>
            <Field {...text('name')} maxLength={200} />
            <ZoneField
              label={words.timeZone}
              value={draft.timeZone}
              wrong={wrong('timeZone')}
              set={(timeZone) => set({ timeZone })}
            />
            <Field {...text('crisisNumber')} type="tel" hint={words.crisisHint} />
            <Field {...text('crisisName')} maxLength={200} />
          </div>
        </Card>
        <h2>{words.ladder}</h2>
        <Card>
          <LadderPicture ladder={draft.ladder} />
          <LadderFields ladder={draft.ladder} set={(ladder) => set({ ladder })} wrong={ofPolicy} />
        </Card>
        <h2>{words.numbers}</h2>
        <Card>
          <NumberFields numbers={draft.numbers} above={null} set={(numbers) => set({ numbers })} wrong={ofPolicy} />
        </Card>
      </form>
      <SaveBar form="settings" isChanged={isChanged} saved={saved} busy={change.busy} undo={() => kept.keep(null)}>
        {isChanged && <SettingsTonight base={base} body={body} />}
        <Trouble
          change={change}
          again={save}
          shown={shown}
          conflict={(current) => {
            const now = current as Settings;
            const flat = ({ policy, ...own }: Record<string, unknown>) => ({ ...own, ...(policy as object) });
            return {
              both: both(
                flat(base),
                flat(body as Record<string, unknown>),
                flat(changedInSettings(base, settingsDraftOf(now)) as Record<string, unknown>),
              ),
              keepMine: () => save(now.version),
              takeTheirs: () => {
                queries.setQueryData(['settings'], now);
                kept.keep(null);
              },
            };
          }}
        />
      </SaveBar>
    </>
  );
}
