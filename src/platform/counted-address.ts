/** The address that a request came from, as it is counted. */
import { ipKeyGenerator } from 'express-rate-limit';

/**
 * For counting only. Whoever has one IPv6 address has a whole network of them: it counts as one. A connection that broke
 * before it was looked at has no address any more; all of those count as one, and none is answered.
 */
export function countedAddress({ ip }: { ip?: string | undefined }): string {
  return ipKeyGenerator(ip ?? '');
}
