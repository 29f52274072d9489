/** Coordinators at a draft of a roster, for stories about it. */
import { exportOrganisation } from '../../src/organisation/load-organisation.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import type { DraftCommand } from '../../src/planning/draft/commands.ts';
import { addCommand, draftNow, openDraft, type DraftNow } from '../../src/roster/drafts.ts';
import { publishDraft, takeBackDraft } from '../../src/roster/publish-draft.ts';
import type { Stage } from './stage.ts';

/** The evening shift of the small organisation on one day of November 2026. */
export const eveningOn = (day: number) => ({
  shift: 'evening',
  occurrence: `2026-11-${String(day).padStart(2, '0')}T17:00`,
});
export const assign = (day: number, person: string): DraftCommand => ({
  kind: 'assign',
  at: eveningOn(day),
  person,
  as: 'primary',
});
export const unassign = (day: number, person: string): DraftCommand => ({
  kind: 'unassign',
  at: eveningOn(day),
  person,
});

export type AtDraft = {
  id: string;
  now(): Promise<DraftNow>;
  /** Adds commands in the name of somebody; each must be taken. */
  does(by: string, ...commands: DraftCommand[]): Promise<void>;
  /** Publishes what is there now. */
  publish(by: string, silent?: boolean): Promise<Awaited<ReturnType<typeof publishDraft>>>;
  takeBack(by: string): Promise<Awaited<ReturnType<typeof takeBackDraft>>>;
  /** Who is on the evening of a day in the draft. */
  peopleOn(day: number): Promise<string[]>;
};

/** Opens the draft of these days of a line. */
export async function atDraft(
  stage: Stage,
  by: string,
  days = { line: 'main', from: '2026-11-11', to: '2026-11-22' },
): Promise<AtDraft> {
  const drafting = () => stage.service.deps;
  const draft = await openDraft(drafting(), days, by);
  if (!draft) throw new Error('no draft was opened');
  const { id } = draft;
  const now = async () => {
    const found = await draftNow(drafting(), id);
    if (!found) throw new Error('the draft is gone');
    return found;
  };
  return {
    id,
    now,
    async does(who, ...commands) {
      for (const command of commands) {
        const added = await addCommand(drafting(), id, command, who);
        if (added.kind !== 'added') throw new Error(`not taken: ${JSON.stringify(added)}`);
      }
    },
    async publish(who, silent = false) {
      const { look } = (await now()).folded;
      const published = await publishDraft(drafting(), id, { look, silent, by: who });
      await stage.pass(2);
      return published;
    },
    async takeBack(who) {
      const taken = await takeBackDraft(drafting(), id, { silent: false, by: who });
      await stage.pass(2);
      return taken;
    },
    async peopleOn(day) {
      const { after } = await now();
      const shift = after.find((one) => one.id === 'evening');
      const own = shift?.changes.find(({ occurrence }) => occurrence === eveningOn(day).occurrence)?.assigned;
      return (own ?? shift?.assigned ?? []).map(({ person }) => person);
    },
  };
}

/** What is stored, as a file that does not say which version it is. */
export async function storedFile(stage: Stage): Promise<OrganisationFile> {
  const { database, secrets } = stage.service.deps;
  const { exportedVersion: _version, ...file } = (await exportOrganisation(database, secrets))!;
  return file;
}

export async function storedVersion(stage: Stage): Promise<number> {
  const { database, secrets } = stage.service.deps;
  return (await exportOrganisation(database, secrets))!.exportedVersion!;
}
