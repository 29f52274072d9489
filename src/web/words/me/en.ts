/** What one may change of oneself, in English. */
export const meEn = {
  entryTitle: 'How I am known',
  phoneName: 'Name that callers hear',
  phoneNameHint: 'Leave it empty and they hear none. Your own name is never said to a caller.',
  phoneNameWrong: 'That is no name that can be said.',
  languages: 'Languages I speak with people',
  languagesWrong: 'At least one language is needed.',
  languageFirst: 'Pages and texts come to me in',
  channels: 'I am there for',
  voice: 'calls',
  text: 'texts',
  channelsWrong: 'At least one is needed. To take nothing for a while, set yourself Off on the page Now.',
  save: 'Save',
  saved: 'Saved. It holds at once.',
  changedMeanwhile: ({ name, languages, channels }: { name: string; languages: string; channels: string }) =>
    `Your entry was changed somewhere else meanwhile. Nothing was overwritten, and what you chose is still here. By now it says: ${name}; ${languages}; ${channels}.`,
  callersHear: ({ name }: { name: string }) => `callers hear “${name}”`,
  callersHearNone: 'callers hear no name',
  takeTheirs: 'Leave it like that',
  keepMine: 'Save mine in its place',
  remindersTitle: 'When I am reminded of a shift',
  remindersLead:
    'Nobody is texted from nine in the evening to nine in the morning: what falls there comes the evening before.',
  remindersAsk: 'Asked if I will be there',
  remindersAgain: 'Reminded once more',
  hoursBefore: ({ count }: { count: number }) => (count === 1 ? 'an hour before' : `${count} hours before`),
  minutesBefore: ({ count }: { count: number }) => `${count} minutes before`,
  remindersNone: 'not again',
  remindersSaved: 'Saved. Reminders that were planned already have moved with it.',
  calendarTitle: 'My calendar',
  calendarLead:
    'Your shifts can stand in the calendar you use anyway, and change there by themselves. Nobody else’s name is in it, and no number. Whoever has its address sees when you are on, so keep it to yourself.',
  calendarMake: 'Make an address for my calendar',
  calendarThere: ({ when }: { when: string }) => `Your calendar has an address since ${when}.`,
  calendarUnread: 'No calendar has asked for it yet.',
  calendarRead: ({ when }: { when: string }) => `A calendar last asked for it ${when}.`,
  calendarOnce: 'Here is the address. It is shown only now, for we keep no copy; if it gets lost, make a new one here.',
  calendarAddress: 'Address of my calendar',
  calendarCopy: 'Copy the address',
  calendarCopied: 'Copied.',
  calendarCopyByHand: 'The address is marked: copy it with your device’s own way of copying.',
  calendarOpen: 'Open it in this device’s calendar',
  calendarGoogle: 'Google: on a computer, “Other calendars”, the plus sign, “From URL”, and paste it.',
  calendarApple: 'iPhone, iPad, Mac: open it with the link above, then “Subscribe”.',
  calendarOutlook: 'Outlook: “Add calendar”, “Subscribe from web”, and paste it.',
  calendarSlow: 'Some calendars look only a few times a day. What is urgent still comes to you by text.',
  calendarRenew: 'Make a new address',
  calendarRenewSays: 'The old address stops at once, and each calendar that uses it has to be given the new one.',
  calendarRenewYes: 'Yes, make a new one',
  calendarEnd: 'End it',
  calendarEndSays: 'The address stops at once. Your shifts stay as they are.',
  calendarEndYes: 'Yes, end it',
  calendarNo: 'No, leave it',
  leavingTitle: 'Leaving',
  leavingLead:
    'You can go whenever you like, and you need not say why. From the day you choose you are on no shift; a coordinator then takes you out of the organisation, and your number is erased. Until then you can change your mind.',
  leavingFrom: 'First day on which I am gone',
  leavingWrong: 'Please choose a day within the next year.',
  leavingNext: 'See what it means',
  leavingOpens: ({ count }: { count: number }) =>
    count === 0
      ? 'No shift of yours is planned from then on.'
      : count === 1
        ? 'One shift of yours would be open at once, and others are asked.'
        : `${count} shifts of yours would be open at once, and others are asked for those that are near.`,
  leavingYes: ({ when }: { when: string }) => `Yes, I leave on ${when}`,
  leavingNo: 'No, go back',
  leavingSet: ({ when }: { when: string }) =>
    `You leave on ${when}. Thank you for everything: somebody was heard because you were there. The coordinators know.`,
  leavingStay: 'I stay after all',
};

/** One missing, or one with other values, does not compile. */
export type MeWords = typeof meEn;
