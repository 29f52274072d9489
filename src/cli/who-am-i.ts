/** Names whoever runs a command, for the audit: a login of this machine. */
import { userInfo } from 'node:os';

/** Who the audit says it was: whoever may run commands on this machine. */
export function whoAmI(): string {
  return `cli:${userInfo().username}`;
}
