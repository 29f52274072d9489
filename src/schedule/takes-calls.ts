/** Who counts where callers are counted on: the one rule for rings, boards, rosters and what is foretold. */

/**
 * Whether somebody is rung for callers. Whoever takes texts only is planned like everybody else, and yet no caller reaches
 * them: no place that needs somebody for calls is filled by them (S4). Where nothing is said, calls are taken.
 */
export function takesCalls(person: { channels?: readonly string[] | undefined } | undefined): boolean {
  return person?.channels?.includes('voice') ?? true;
}
