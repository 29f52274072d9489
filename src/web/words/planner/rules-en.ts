/** Rules, reasons and ways out in English, as the roster page says them. */
import type { Reason } from '../../../planning/roster/why-not.ts';

type About = { name: string; places: string; value: string; limit: string };

export const rosterRulesEn = {
  /** Each rule: what happened, and what would settle it. */
  rules: {
    availability: ({ name, places }: About) =>
      `${name} has not said they can on ${places}. Ask them, or choose somebody else.`,
    'time-off': ({ name, places }: About) => `${name} is away on ${places}. The place is open: choose somebody else.`,
    training: ({ name, places }: About) =>
      `${name} lacks a training this line asks for, on ${places}. Choose somebody trained, or renew it.`,
    'trainee-alone': ({ name, places }: About) =>
      `${name} is a trainee and nobody trained is beside them on ${places}. Add somebody trained.`,
    rest: ({ name, places, value, limit }: About) =>
      `${name} would rest ${value} hours between ${places}; ${limit} are wanted. Take them off one of the two.`,
    'shift-hours': ({ name, places, value, limit }: About) =>
      `${name} would work ${value} hours without a pause (${places}); ${limit} are the most. Split it between two people.`,
    'hours-per-week': ({ name, places, value, limit }: About) =>
      `${name} has ${value} hours in one week (${places}); ${limit} are the most. Give one of these to somebody else.`,
    'shifts-per-week': ({ name, places, value, limit }: About) =>
      `${name} has ${value} shifts in one week (${places}) and wants at most ${limit}. Give one to somebody else.`,
    'nights-per-week': ({ name, places, value, limit }: About) =>
      `${name} has ${value} nights in one week (${places}) and wants at most ${limit}. Give one to somebody else.`,
    'days-in-row': ({ name, places, value, limit }: About) =>
      `${name} works ${value} days in a row (${places}); ${limit} are the most. Leave a day free in between.`,
    'nights-in-row': ({ name, places, value, limit }: About) =>
      `${name} has ${value} nights in a row (${places}); ${limit} are the most. Leave a night free in between.`,
    overlap: ({ name, places }: About) => `${name} is in two places at once: ${places}. Take them off one.`,
    overfilled: ({ places, value, limit }: About) =>
      `${value} people are on ${places}, where ${limit} are needed. Take one off, or raise the need.`,
  } as Readonly<Record<string, (about: About) => string>>,
  ruleOther: ({ name, places }: About) => `A rule is broken for ${name} on ${places}.`,
  /** The same as a short reason beside a name. */
  reasons: {
    'already-there': 'is there already',
    'no-times-given': 'has not said when they can',
    'not-available': 'not available then',
    'time-off': 'has time off',
    training: 'lacks a training',
    'trainee-alone': 'a trainee, and nobody trained is there yet',
    rest: 'too little rest before or after',
    'shift-hours': 'too long without a pause',
    'hours-per-week': 'too many hours that week',
    'shifts-per-week': 'too many shifts that week',
    'nights-per-week': 'too many nights that week',
    'days-in-row': 'too many days in a row',
    'nights-in-row': 'too many nights in a row',
    overlap: 'elsewhere at that time',
  } satisfies Record<Reason, string>,
  /** With its numbers, where there are any. */
  reasonBy: ({ why, value, limit }: { why: string; value: string; limit: string }) =>
    `${why} (${value}, limit ${limit})`,
  reasonCourses: ({ courses }: { courses: string }) => `lacks the training ${courses}`,
  somebody: 'Somebody',
  andMore: ({ places, count }: { places: string; count: number }) => `${places} and ${count} more`,
  and: ' and ',
  limits: {
    hoursPerWeek: ({ more }: { more: string }) => `${more} more hours a week`,
    shiftsPerWeek: ({ more }: { more: string }) => `${more} more shifts a week`,
    nightsPerWeek: ({ more }: { more: string }) => `${more} more nights a week`,
  },
  wayLimits: ({ names, what }: { names: string; what: string }) => `Ask ${names} for ${what}.`,
  wayTimes: ({ names }: { names: string }) => `Ask ${names} whether they can at that time.`,
  wayTraining: ({ names, courses }: { names: string; courses: string }) => `Train ${names}: ${courses}.`,
  whyCounted: ({ count, why }: { count: number; why: string }) => `${count}: ${why}`,
  noWayOut: 'No single change of one person would fill it.',
};
