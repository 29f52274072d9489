/** How a line is covered and its shifts shared out, in English. */
export const fairnessEn = {
  line: 'Line',
  days: ({ from, to, first }: { from: string; to: string; first: string }) =>
    `The plan from ${from} to ${to}, and the eight weeks before it, from ${first} on.`,
  ofDraft: 'This is a draft: nobody but those who plan sees it.',
  none: 'Nothing is planned on this line in these weeks.',
  coverTitle: 'Is what we need there?',
  coverAll: 'In the plan somebody is there for all that is needed.',
  coverSome: ({ percent, open }: { percent: string; open: string }) =>
    `In the plan somebody is there for ${percent} of the hours that are needed; ${open} are open.`,
  needsMissed: ({ count }: { count: number }) =>
    count === 1
      ? 'Once, nobody is there who speaks or knows what is asked for.'
      : `${count} times, nobody is there who speaks or knows what is asked for.`,
  weeksTitle: 'Week by week',
  weekDone: 'so far',
  weekPlanned: 'plan',
  weekOf: ({ day }: { day: string }) => `Week of ${day}`,
  allThere: 'all there',
  open: ({ percent, open }: { percent: string; open: string }) => `${percent}, ${open} open`,
  missed: ({ count }: { count: number }) => (count === 1 ? '1 need missed' : `${count} needs missed`),
  slotsTitle: 'By day and time, in the plan',
  slotsPicture: ({ slots, whole }: { slots: number; whole: number }) =>
    `Cover by weekday and time: ${whole} of ${slots} slots are covered whole. The table below says each.`,
  slotsLead: 'How much of what is needed is there. A star marks where nobody speaks or knows what is asked for.',
  asTable: 'The same as a table',
  week: 'Week',
  needed: 'Needed',
  there: 'There',
  needs: 'Needs missed',
  day: 'Day',
  time: 'Time',
  nothing: 'none needed',
  hours: ({ hours }: { hours: string }) => `${hours} h`,
  sharesTitle: 'Who has how much',
  sharesLead:
    'Each person’s own target is their part of all there was and is planned, by the time they offered. It helps to plan kindly and is no measure of anybody: people stand by name, and only coordinators see this.',
  showHours: 'Hours',
  showNights: 'Nights',
  showWeekends: 'Weekend shifts',
  keyDone: 'so far',
  keyPlanned: 'planned',
  keyTarget: 'own target',
  name: 'Name',
  share: ({ done, planned, target }: { done: string; planned: string; target: string }) =>
    `${done} so far + ${planned} planned, target ${target}`,
  shareAlone: ({ done, planned }: { done: string; planned: string }) => `${done} so far + ${planned} planned`,
  noTimes: 'gave no times',
  people: 'Nobody has offered times or was on shift in these weeks.',
  print: 'Print',
};

/** One missing, or one with other values, does not compile. */
export type FairnessWords = typeof fairnessEn;
