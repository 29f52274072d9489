/** Every string of the page on which coordinators say yes or no and ask for wishes, in English. */
export const movesEn = {
  waits: 'What waits for you',
  waitsNothing: 'Nothing waits. What somebody asks for comes here, and is on the list of what needs attention too.',
  takes: ({ person, shift, line }: { person: string; shift: string; line: string }) =>
    `${person} would take ${shift}, ${line}.`,
  held: ({ holder }: { holder: string }) => `${holder} has it until then.`,
  heldByNobody: 'It is short of people.',
  goesBack: ({ holder, shift }: { holder: string; shift: string }) => `${holder} takes ${shift} for it.`,
  breaks: ({ rule }: { rule: string }) => `It breaks a cap: ${rule}. Allowing it is kept in the audit with your name.`,
  asksAway: ({ person, from, to }: { person: string; from: string; to: string }) =>
    from === to ? `${person} asks to be away on ${from}.` : `${person} asks to be away from ${from} to ${to}.`,
  opens: ({ count }: { count: number }) =>
    count === 0
      ? 'No shift would be open.'
      : count === 1
        ? 'One shift would be open:'
        : `${count} shifts would be open:`,
  approve: 'Say yes',
  allow: 'Allow it all the same',
  refuse: 'Say no',
  reason: 'Your reason, which those concerned read',
  word: 'A word with it, if you like',
  sendNo: 'Send the no',
  back: 'Go back',
  done: 'Done. Those concerned hear of it, not in their night.',
  decidedAlready: 'Somebody has answered that already, or it was taken back. Nothing was changed.',
  gone: 'That is not possible any more, and whoever asked hears so.',
  overCap: ({ rule }: { rule: string }) => `It breaks a cap by now: ${rule}. Nothing was changed.`,

  lines: 'What has to be asked for',
  linesLead: 'Without these, shifts change hands as soon as somebody says yes, and days away hold at once.',
  lineMoves: 'A shift changes hands only once a coordinator says yes',
  saveLine: 'Save this',
  lineTimeOff: 'Days away that open a shift are asked for first',

  rounds: 'Wishes for a month',
  roundsLead:
    'Everybody who could be on shift there gets one text, not in their night, and one reminder a day before the end. You see how many have answered, never who.',
  line: 'Line',
  month: 'Month',
  until: 'Until the evening of',
  ask: 'Ask for wishes',
  monthWrong: 'A month to come, within a year, that has not been asked for.',
  untilWrong: 'A day to come, before the month begins.',
  asked: ({ count }: { count: number }) => (count === 1 ? 'One person is asked.' : `${count} people are asked.`),
  askedAlready: 'That line has asked for that month already. Nobody was asked again.',
  nobody: 'There is nobody who could be on shift there. Nobody was asked.',
  roundsNone: 'Nobody has been asked yet.',
  round: ({ line, month }: { line: string; month: string }) => `${line}, ${month}`,
  roundCount: ({ answered, asked }: { answered: number; asked: number }) => `${answered} of ${asked} have answered.`,
  roundUntil: ({ when }: { when: string }) => `Open until ${when}.`,
  roundOver: ({ when }: { when: string }) => `Over since ${when}; what was said counts for plans.`,
  end: 'End it now',
};

/** One missing, or one with other values, does not compile. */
export type MovesWords = typeof movesEn;
