/** The settings of the organisation as they are typed, and what of them is asked to be changed. Pure. */
import type { Answered, Asked } from '../client.ts';
import { ladderDraftOf, ladderIn, type LadderDraft } from './ladder-draft.ts';
import { numbersOf, policyIn, type Numbers } from './numbers.ts';

export type Settings = Answered<'settings.read'>;
type Body = Asked<'settings.change'>['body'];

export type SettingsDraft = Pick<Settings, 'name' | 'timeZone' | 'crisisNumber'> & {
  crisisName: string;
  ladder: LadderDraft;
  numbers: Numbers;
};

export function settingsDraftOf({ name, timeZone, crisisNumber, crisisName, policy }: Settings): SettingsDraft {
  return {
    name,
    timeZone,
    crisisNumber,
    crisisName: crisisName ?? '',
    ladder: ladderDraftOf(policy),
    numbers: numbersOf(policy),
  };
}

/** Of the fields those that differ from how they were read. */
export function changedInSettings(settings: Settings, draft: SettingsDraft): Body {
  const before = bodyOf(settingsDraftOf(settings));
  const { policy, ...own } = bodyOf(draft);
  const changedPolicy = differingIn(before.policy as Record<string, unknown>, policy as Record<string, unknown>);
  return {
    ...differingIn(before as Record<string, unknown>, own),
    ...(Object.keys(changedPolicy).length === 0 ? {} : { policy: changedPolicy }),
  };
}

function differingIn(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value)),
  );
}

function bodyOf(draft: SettingsDraft) {
  return {
    name: draft.name.trim(),
    timeZone: draft.timeZone.trim(),
    crisisNumber: draft.crisisNumber.trim(),
    crisisName: draft.crisisName.trim() === '' ? null : draft.crisisName.trim(),
    policy: { ...policyIn(draft.numbers), ...ladderIn(draft.ladder) },
  };
}
