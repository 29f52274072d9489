/** Who may do what: one table of role × action, deny by default (A4). Pure: read by the API, the pages and the commands alike. */

export type Role = 'volunteer' | 'shift-leader' | 'coordinator' | 'admin';

/**
 * How somebody is known in this session: `invited` by a one-time link, only to set up a passkey or an app; `code` by a
 * code to their phone; `second` by a passkey or an authenticator app as well (A2).
 */
export type Strength = 'invited' | 'code' | 'second';

type Right = {
  roles: readonly Role[];
  /** The least strength of the session. */
  strength: 'code' | 'second';
  /** Needs a proof of the last ten minutes (A3). */
  fresh?: true;
  /** A program with this scope may do it too. */
  scope?: true;
};

const everybody: readonly Role[] = ['volunteer', 'shift-leader', 'coordinator', 'admin'];
const peers: readonly Role[] = ['volunteer', 'shift-leader'];
const leaders: readonly Role[] = ['shift-leader', 'coordinator', 'admin'];
const planners: readonly Role[] = ['coordinator', 'admin'];
const admins: readonly Role[] = ['admin'];

/** Every action there is. What is not here nobody may do. */
export const rights = {
  'me.read': { roles: everybody, strength: 'code' },
  'me.change': { roles: everybody, strength: 'code' },
  'me.reminders': { roles: peers, strength: 'code' },
  'me.leave': { roles: peers, strength: 'code' },
  'me.sessions': { roles: everybody, strength: 'code' },
  'me.proofs': { roles: everybody, strength: 'code', fresh: true },
  'availability.own': { roles: peers, strength: 'code' },
  'shifts.own': { roles: peers, strength: 'code' },
  'feeds.own': { roles: peers, strength: 'code' },
  'shifts.open': { roles: peers, strength: 'code' },
  'times.own': { roles: peers, strength: 'code' },
  'load.own': { roles: peers, strength: 'code' },
  'inbox.own': { roles: peers, strength: 'code' },
  'resources.read': { roles: everybody, strength: 'code' },
  'resources.edit': { roles: planners, strength: 'second' },
  'bulletins.send': { roles: planners, strength: 'second' },
  'board.read': { roles: leaders, strength: 'code', scope: true },
  'board.act': { roles: leaders, strength: 'code' },
  'board.join': { roles: ['shift-leader'], strength: 'code' },
  'board.call-in': { roles: leaders, strength: 'code' },
  'board.override': { roles: leaders, strength: 'code', fresh: true },
  'handover.read': { roles: leaders, strength: 'code' },
  'handover.write': { roles: leaders, strength: 'code' },
  'attention.read': { roles: leaders, strength: 'code', scope: true },
  'attention.settle': { roles: leaders, strength: 'code' },
  'roster.read': { roles: leaders, strength: 'code' },
  'feeds.line': { roles: leaders, strength: 'code' },
  'roster.fairness': { roles: planners, strength: 'second' },
  'roster.edit': { roles: planners, strength: 'second' },
  'promises.read': { roles: planners, strength: 'second' },
  'voicemails.hear': { roles: planners, strength: 'second' },
  'contacts.read': { roles: planners, strength: 'second' },
  'blocks.edit': { roles: planners, strength: 'second', fresh: true },
  'number.unseal': { roles: ['shift-leader'], strength: 'code', fresh: true },
  'audit.read': { roles: planners, strength: 'second' },
  'audit.export': { roles: planners, strength: 'second', fresh: true },
  'people.read': { roles: planners, strength: 'second' },
  'people.edit': { roles: planners, strength: 'second' },
  'people.time-off': { roles: planners, strength: 'second' },
  'people.import': { roles: planners, strength: 'second', fresh: true },
  'people.retire': { roles: planners, strength: 'second', fresh: true },
  'people.merge': { roles: planners, strength: 'second', fresh: true },
  'people.held': { roles: planners, strength: 'second', fresh: true },
  'people.erase': { roles: admins, strength: 'second', fresh: true },
  'people.roles': { roles: admins, strength: 'second', fresh: true },
  'lines.read': { roles: planners, strength: 'second', scope: true },
  'lines.edit': { roles: planners, strength: 'second', fresh: true },
  'organisation.file': { roles: admins, strength: 'second', fresh: true },
  'go-live.read': { roles: planners, strength: 'second' },
  'go-live.act': { roles: planners, strength: 'second' },
  'moves.read': { roles: leaders, strength: 'code' },
  'moves.decide': { roles: planners, strength: 'second' },
  'replays.run': { roles: planners, strength: 'second' },
  'reports.read': { roles: planners, strength: 'second', scope: true },
  'reports.export': { roles: planners, strength: 'second', fresh: true },
  'people.invite': { roles: admins, strength: 'second', fresh: true },
  'keys.manage': { roles: admins, strength: 'second', fresh: true },
} as const satisfies Record<string, Right>;

export type Action = keyof typeof rights;
export const actions = Object.keys(rights) as Action[];

/** Actions a program's key can be given. */
export const scopes: readonly Action[] = actions.filter((action) => rightOf(action).scope === true);

/** With one of these roles and a code by text alone somebody has a volunteer's pages and nothing more (A2). */
const guarded: ReadonlySet<Role> = new Set(['coordinator', 'admin']);
const freshMs = 10 * 60_000;

/** Who asks: a signed-in person, or a program with its scopes. `provedAtMs`: when they last proved who they are. */
export type Asking =
  | { kind: 'person'; roles: readonly Role[]; strength: Strength; provedAtMs: number | null }
  | { kind: 'program'; scopes: readonly string[] };

/** `second-proof`: they could, with a passkey or an app; `fresh-proof`: they may, once they prove it anew. */
export type Verdict = 'yes' | 'no' | 'second-proof' | 'fresh-proof';

/** Whether whoever asks may do `action` at `nowMs`. */
export function may(asking: Asking, action: Action, nowMs: number): Verdict {
  const right = rightOf(action);
  if (asking.kind === 'program') return right.scope === true && asking.scopes.includes(action) ? 'yes' : 'no';
  if (!asking.roles.some((role) => right.roles.includes(role))) return 'no';
  if (asking.strength === 'invited') return 'no';
  const isGuarded = asking.roles.some((role) => guarded.has(role));
  const isForVolunteers = right.roles.includes('volunteer');
  const lacksProof = right.strength === 'second' || (isGuarded && !isForVolunteers);
  if (lacksProof && asking.strength !== 'second') return 'second-proof';
  if (right.fresh && (asking.provedAtMs === null || nowMs - asking.provedAtMs > freshMs)) return 'fresh-proof';
  return 'yes';
}

/** Whether roles become others than an admin alone gives and takes: whoever may do more than take contacts is made so by one. */
export function isForAdmins(before: readonly Role[], after: readonly Role[]): boolean {
  const changed = [
    ...after.filter((role) => !before.includes(role)),
    ...before.filter((role) => !after.includes(role)),
  ];
  return changed.some((role) => role !== 'volunteer');
}

/** Whether any of these roles may do `action`, however they prove who they are. */
export function isOpenTo(roles: readonly Role[], action: Action): boolean {
  return roles.some((role) => rightOf(action).roles.includes(role));
}

function rightOf(action: Action): Right {
  return rights[action];
}
