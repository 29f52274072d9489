/** Tells volunteers why a shift is not one for them: the same words by text and on a page. */
import type { NotTaken } from '../planning/take.ts';
import { write, type LineWording, type TextKey, type TextValues } from './wording.ts';

const capKeys = {
  shiftHours: 'takeOverShiftHours',
  hoursPerWeek: 'takeOverHoursPerWeek',
  shiftsPerWeek: 'takeOverShiftsPerWeek',
  nightsPerWeek: 'takeOverNightsPerWeek',
  restHours: 'takeOverRest',
  daysInRow: 'takeOverDaysInRow',
  nightsInRow: 'takeOverNightsInRow',
} as const;

/** Half a sentence, such as "it would be more than 12 hours in that week", as `line` words it in `language`. */
export function notTakenInWords(why: NotTaken, line: LineWording, language: string): string {
  const inWords = <Key extends TextKey>(key: Key, ...values: TextValues<Key>) => write(line, language, key, ...values);
  switch (why.kind) {
    case 'not-a-volunteer':
      return inWords('takeNotAVolunteer');
    case 'away':
      return inWords('takeAway');
    case 'already-on':
      return inWords('takeAlreadyOn');
    case 'language':
      return inWords('takeLanguage');
    case 'untrained':
      return inWords('takeUntrained', { course: why.course });
    case 'trainee-alone':
      return inWords('takeTraineeAlone');
    case 'over-cap':
      return inWords(capKeys[why.cap], { count: why.limit });
  }
}
