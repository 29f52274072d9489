/** How long the audit is kept. */
import { dayMs, type Kept } from '../platform/kept.ts';

const auditMs = 730 * dayMs;

export const auditKept: Kept[] = [{ what: 'audit', keptMs: auditMs, sql: 'DELETE FROM audit WHERE at < $1' }];
