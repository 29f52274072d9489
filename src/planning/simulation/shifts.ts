/** Volunteers come on shift and go: what routing then sees of them on each line. */
import type { PersonFacts } from '../../wellbeing/guards.ts';
import { onShiftNow, type Stint } from './crew.ts';
import { chance } from './random.ts';
import { lineOf, type Stage, type StageLine } from './stage.ts';
import { remember, type Volunteer } from './volunteer.ts';

const purposes = { staysOn: 46 };

/** Somebody is on a line from now on. */
export function stintBegan(stage: Stage, volunteer: Volunteer, stint: Stint): void {
  const { facts, member } = volunteer;
  volunteer.stints.push(stint);
  facts.duty = onShiftNow(member, stage.nowMs) ?? facts.duty;
  const begun = member.duties.find(({ startMs }) => startMs === stint.startMs);
  if (begun) remember(volunteer, { kind: 'shift', startMs: begun.startMs, endMs: begun.endMs });
  const line = lineOf(stage, stint.lineId);
  line.on = [...line.on, { volunteer, stint }].sort((a, b) => a.volunteer.member.index - b.volunteer.member.index);
  show(stage, volunteer);
}

/** Somebody is on a line no more; the duty they were in stays known, for a talk that goes on after it. */
export function stintEnded(stage: Stage, volunteer: Volunteer, stint: Stint): void {
  const { facts, member } = volunteer;
  volunteer.stints = volunteer.stints.filter((one) => one !== stint);
  facts.duty = onShiftNow(member, stage.nowMs) ?? facts.duty;
  const line = lineOf(stage, stint.lineId);
  line.on = line.on.filter((one) => one.stint !== stint || one.volunteer !== volunteer);
  show(stage, volunteer);
  line.match.people = peopleOf(line);
}

/** Some say `ON` to calls in the last minutes of their shift (S5). */
export function shiftNearlyOver({ nowMs, scene }: Stage, { facts, member }: Volunteer): void {
  const stays = chance(scene.seed, purposes.staysOn, member.index, nowMs - scene.fromMs) < scene.behaviour.staysOnShare;
  if (stays && facts.setting !== 'off') Object.assign(facts, { setting: 'on', settingAtMs: nowMs });
}

/** The facts of whoever is on one line only are the line's as they stand; of whoever is on several every line has a view. */
function show(stage: Stage, volunteer: Volunteer): void {
  const [stint] = volunteer.stints;
  Object.assign(volunteer.facts, stint ? onLine(stint) : { onShiftAs: null });
  for (const { lineId } of volunteer.stints) {
    const line = lineOf(stage, lineId);
    line.match.people = peopleOf(line);
  }
}

/** Brings the views of those who are on several lines up to date before routing looks at them. */
export function refreshViews(lines: readonly StageLine[]): void {
  for (const line of lines)
    if (line.on.some(({ volunteer }) => volunteer.stints.length > 1)) line.match.people = peopleOf(line);
}

function peopleOf({ on }: StageLine): PersonFacts[] {
  return on.map(({ volunteer, stint }) =>
    volunteer.stints.length > 1 ? { ...volunteer.facts, ...onLine(stint) } : volunteer.facts,
  );
}

function onLine({ as, automatic, missingTraining }: Stint) {
  return { onShiftAs: as, automatic, missingTraining: [...missingTraining] };
}
