/** Texts about moves that wait for a yes, days away that were asked for or written down by others, and wishes for a month, in English (R6, P4). */
export const planningEn = {
  takeAsked: ({ shift, line }: { shift: string; line: string }) =>
    `Thank you. A coordinator looks at ${shift}, ${line}, first, and you hear either way. Until then it is not yours. To undo this, text UNDO within 10 minutes.`,
  swapWaits: ({ shift, line, otherShift }: { shift: string; line: string; otherShift: string }) =>
    `Thank you. A coordinator looks at it first: ${shift}, ${line}, for your ${otherShift}. You hear either way. Until then nothing changes. To undo this, text UNDO within 10 minutes.`,
  moveAsked: ({ shift }: { shift: string }) =>
    `Someone would take ${shift}. A coordinator looks at it first. It is yours until you hear from us.`,
  moveApproved: ({ shift, line }: { shift: string; line: string }) =>
    `A coordinator agreed: ${shift}, ${line}, is yours. Thank you. Text SHIFTS for all of yours.`,
  swapApproved: ({ shift, line, otherShift }: { shift: string; line: string; otherShift: string }) =>
    `A coordinator agreed: ${shift}, ${line}, is yours, and ${otherShift} is no longer. Thank you. Text SHIFTS for all of yours.`,
  moveRefused: ({ shift, reason }: { shift: string; reason: string }) =>
    `Thank you for offering to take ${shift}. It does not work this time: ${reason} Nothing changes for you.`,
  moveNotNow: ({ shift, reason }: { shift: string; reason: string }) =>
    `${shift} stays yours for now. Someone would have taken it, and a coordinator could not agree: ${reason}`,
  moveOver: ({ shift }: { shift: string }) =>
    `${shift} no longer looks for anybody. Nothing changes for you. Thank you for offering.`,
  overCapAsk: ({ reason }: { reason: string }) =>
    `That shift would not be good for you: ${reason}. A coordinator can look at it with you: reply 1 to ask one, 2 to leave it.`,
  overCapLeft: () => 'Good. Nothing changes for you. Thank you for offering.',

  // Days away, asked for and answered; `dates` in words
  timeOffYes: ({ dates }: { dates: string }) => `A coordinator agreed: you are away ${dates}. Have a good time.`,
  timeOffYesSaying: ({ dates, reason }: { dates: string; reason: string }) =>
    `A coordinator agreed: you are away ${dates}. They say: ${reason}`,
  timeOffNo: ({ dates, reason }: { dates: string; reason: string }) =>
    `You asked to be away ${dates}. It does not work this time: ${reason} Your shifts stay yours; you can put them up with COVER, or talk with a coordinator.`,
  // Days away that a coordinator wrote down, or ended; `list` is a line for each shift
  timeOffSet: ({ dates, list }: { dates: string; list: string }) =>
    `A coordinator marked you away ${dates}.\n${list}\nIf that is wrong, take it back on the page When I can, or text TALK and somebody calls you.`,
  timeOffSetOnly: ({ dates }: { dates: string }) =>
    `A coordinator marked you away ${dates}. You have no shift then. If that is wrong, take it back on the page When I can, or text TALK and somebody calls you.`,
  timeOffEnded: ({ dates, list }: { dates: string; list: string }) =>
    `A coordinator ended your time off: you are not away any more ${dates}.\n${list}\nIf that is wrong, say so on the page When I can, or text TALK and somebody calls you.`,
  timeOffEndedOnly: ({ dates }: { dates: string }) =>
    `A coordinator ended your time off: you are not away any more ${dates}. You have no shift then. If that is wrong, say so on the page When I can, or text TALK and somebody calls you.`,

  // Wishes for a month
  wishesAsked: ({ line, month, until }: { line: string; month: string; until: string }) =>
    `${line} plans ${month}. Which dates suit you, and which do not? Please say so on the page When I can, ${until} at the latest. Nothing said is fine too: then your usual week counts.`,
  // A word to many; the message is theirs
  wordFromCoordinators: ({ message }: { message: string }) => `From your coordinators: ${message}`,

  wishesReminder: ({ line, month, until }: { line: string; month: string; until: string }) =>
    `Your dates for ${month} on ${line} can be said ${until} at the latest, on the page When I can. Nothing said is fine too.`,
};
