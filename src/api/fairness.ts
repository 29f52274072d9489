/** How well a line is covered and how its shifts are shared out, of what is published or of a draft (R8). */
import type { Deps } from '../deps.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import type { RosterOrganisation } from '../organisation/changed-shifts.ts';
import type { Shift } from '../organisation/organisation-file.ts';
import type { Share } from '../planning/fairness/shares.ts';
import { draftNow } from '../roster/drafts.ts';
import type { DraftDays } from '../roster/drafts-sql.ts';
import { worldOfDirectory } from '../roster/draft-view.ts';
import { coverageOf, fairSharesOf, firstDay, plannedDays } from '../roster/fairness.ts';
import { admit } from './asker.ts';
import type { fairnessOperations } from './contract/fairness.ts';
import { Problem } from './problem.ts';
import { checkDays } from './roster.ts';
import type { Call, Handlers } from './serve.ts';

type Asked = Pick<Call<(typeof fairnessOperations)['coverage.read']>, 'asker' | 'query'>;
type Looked = { organisation: RosterOrganisation; shifts: readonly Shift[]; days: DraftDays; about: About };
type About = {
  lines: { id: string; name: string }[];
  line: string;
  zone: string;
  first: string;
  from: string;
  to: string;
  draft: string | null;
};

export function fairnessHandlers(
  deps: Pick<Deps, 'room' | 'database' | 'directories' | 'clock'>,
): Handlers<typeof fairnessOperations> {
  const look = async ({ asker, query }: Asked): Promise<Looked> => {
    const nowMs = deps.clock.nowMs();
    const directory = await deps.directories.current();
    if (!directory) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    if (query.draft === undefined) return published(directory, query, nowMs);
    admit(asker, 'roster.edit', nowMs);
    const now = await draftNow(deps, query.draft);
    if (!now || now.world.isRetired) throw new Problem('not-found');
    const { line, from, to, id } = now.draft;
    const days = { line, from, to };
    const { organisation } = now.world;
    return { organisation, shifts: now.after, days, about: aboutOf(directory, days, now.world.zone, id) };
  };
  return {
    'coverage.read': async (call) => {
      const { organisation, shifts, days, about } = await look(call);
      const { weeks, slots } = coverageOf(organisation, shifts, days);
      return { ...about, weeks: weeks.map(tidy), slots: slots.map(tidy) };
    },
    'fairness.read': async (call) => {
      const { organisation, shifts, days, about } = await look(call);
      const names = new Map(organisation.people.map(({ id, name }) => [id, name]));
      const people = fairSharesOf(organisation, shifts, days).map(({ person, hasOffered, ...shares }) => ({
        name: names.get(person) ?? person,
        hasOffered,
        hours: rounded(shares.hours),
        nights: rounded(shares.nights),
        weekends: rounded(shares.weekends),
      }));
      return { ...about, people: people.sort((a, b) => a.name.localeCompare(b.name, 'en')) };
    },
  };
}

function published(directory: Directory, { line, from, to }: Asked['query'], nowMs: number): Looked {
  const [first] = linesOf(directory);
  const id = line ?? first?.id;
  const world = id === undefined ? null : worldOfDirectory(directory, id);
  if (id === undefined || !world || world.isRetired) throw new Problem('not-found');
  const usual = plannedDays(id, world.zone, nowMs);
  const days = { line: id, from: from ?? usual.from, to: to ?? (from === undefined ? usual.to : from) };
  checkDays(days, 'query', nowMs);
  const { organisation } = world;
  return { organisation, shifts: organisation.shifts, days, about: aboutOf(directory, days, world.zone, null) };
}

function aboutOf(directory: Directory, days: DraftDays, zone: string, draft: string | null): About {
  return { lines: linesOf(directory), ...days, first: firstDay(days), zone, draft };
}

function linesOf(directory: Directory): { id: string; name: string }[] {
  const lines = [...directory.lines.values()].filter((line) => isInUse(directory, line));
  return lines.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

const hundredth = (value: number) => Math.round(value * 100) / 100;

function rounded({ done, planned, target }: Share): Share {
  return { done: hundredth(done), planned: hundredth(planned), target: target === null ? null : hundredth(target) };
}

function tidy<Cover extends { needHours: number; metHours: number }>(cover: Cover): Cover {
  return { ...cover, needHours: hundredth(cover.needHours), metHours: hundredth(cover.metHours) };
}
