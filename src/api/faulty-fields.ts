/** What the rules of the organisation refuse, said at the fields of a request. */
import type { Fault } from '../organisation/faults.ts';
import { Problem } from './problem.ts';
import { faultInWords } from './wording/faults.ts';

/** `at`: where the record stands in the organisation (`people[0]`), which a request leaves out. */
export function faultyFields(faults: readonly Fault[], at: string): Problem {
  return new Problem('invalid', {
    fields: faults.map(({ path, problem }) => ({
      path: ['body', ...(path.startsWith(`${at}.`) ? [path.slice(at.length + 1)] : path === '' ? [] : [path])].join(
        '.',
      ),
      message: (_, language) => faultInWords(problem, language),
    })),
  });
}
