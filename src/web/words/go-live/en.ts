/** The words of going live, in English. */
type Values = Readonly<Record<string, string | number | null>>;

export const goLiveEn = {
  lead: 'What has to be right before the first caller comes. The service looks at most of it by itself, after each start and every day; what is not right is on the list of what needs attention too.',
  leadLab:
    'You are in the phone lab, without a carrier. What needs one is looked at once its settings are there; nothing is wrong because of it.',
  summary: ({ done, of }: { done: number; of: number }) => `${done} of ${of} are done.`,
  allDone: 'Everything is done. Your line can take calls.',
  again: 'Check again',
  lookedAt: ({ when }: { when: string }) => `Last looked ${when}.`,
  notLooked: 'Not looked at yet. The service looks two minutes after it starts; you need not wait.',
  states: { ok: 'Done', open: 'To do', wrong: 'Not right', later: 'Later' },
  doneAt: ({ when }: { when: string }) => `Said ${when}.`,
  heardAt: ({ when }: { when: string }) => `Heard ${when}.`,
  done: 'This is done',
  undo: 'Not done yet',
  call: 'Call my phone',
  calling: 'Your phone rings in a moment. Pick up, listen, and press 1.',
  callNotHeard: 'Nobody picked up, or no key was pressed. Try again when your phone is beside you.',
  callRefused: 'The carrier did not make the call. Look at the account and the numbers above, then try again.',
  lab: 'Open the phone lab',
  titles: {
    'public-address': 'The address reaches this service',
    certificate: 'The certificate holds',
    carrier: 'The carrier takes the account',
    numbers: 'Every line’s number leads here',
    'status-callbacks': 'The carrier says here what becomes of calls',
    fallback: 'Callers hear something kind while the service is down',
    backup: 'There is a backup',
    'opt-out': 'STOP is answered with the crisis number',
    'sender-registration': 'Your texts may be sent',
    secret: 'The secret is kept somewhere else too',
    'test-call': 'A test call reached a phone',
  },
  abouts: {
    'public-address': 'The carrier brings calls to PUBLIC_BASE_URL, over https.',
    certificate: 'Browsers and the carrier refuse an address whose certificate has ended.',
    carrier: 'The account in TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.',
    numbers: 'Calls and texts to a number that leads elsewhere are lost unseen.',
    'status-callbacks': 'Without them somebody who hung up is waited for.',
    fallback: 'The document of infra/fallback, hosted somewhere else, says sorry and leads back here.',
    backup: 'One file, sealed with a passphrase, best every night.',
    'opt-out':
      'When somebody texts STOP the carrier answers by itself. Put the crisis number into that answer: Messaging Service, Opt-Out Management.',
    'sender-registration':
      'In the United States carriers hold back texts of numbers that are not registered (A2P 10DLC): register your organisation and its campaign with the carrier. It takes days, so begin early. Elsewhere, ask your carrier whether it needs anything.',
    secret:
      'WARMLINE_SECRET opens what is sealed in the database. Without it a backup is of no use. Keep it apart from the server and from the backups, where two of you can find it.',
    'test-call': 'Your own phone rings, says a sentence and waits for a key: the whole way a call goes out.',
  },
  /** What was found, by check and word; with what to do. */
  found: {
    'public-address': {
      other: () => 'Something else answers there, or this service with another secret. Look at the proxy and the DNS.',
      nothing: () => 'Nothing answers there: the carrier reaches nobody. Look at the proxy, the DNS and the service.',
      'not-https': () => 'It is not https. Put a proxy with a certificate before it.',
    },
    certificate: {
      expires: ({ days }: Values) => `It ends in ${days} days. Renew it, and see why that does not happen by itself.`,
      expired: () => 'It has ended. Renew it now.',
      refused: () => 'It is not to be trusted, or nobody shows one. Put one there that the carrier takes.',
    },
    carrier: {
      refused: () => 'It refuses the account. Look at the settings, and at the state of the account there.',
      away: () => 'It does not answer now. Check again in a while.',
    },
    numbers: {
      elsewhere: ({ lines, first }: Values) =>
        `${lines === 1 ? 'One line does' : `${lines} lines do`} not (${first}). “warmline twilio setup” puts it right.`,
    },
    'status-callbacks': {
      elsewhere: ({ lines, first }: Values) =>
        `For ${lines === 1 ? 'one line' : `${lines} lines`} it does not (${first}). “warmline twilio setup” puts it right.`,
    },
    fallback: {
      'not-set': () => 'TWILIO_FALLBACK_URL is not set: callers would hear the carrier’s error message.',
      other: () => 'What is at TWILIO_FALLBACK_URL does not lead back here. Put your own address into its Redirect.',
      nothing: () => 'Nothing answers at TWILIO_FALLBACK_URL.',
    },
    backup: {
      'not-yet': () => 'There is none yet. “warmline backup FILE” makes one.',
      never: () => 'There is none. “warmline backup FILE” makes one.',
      old: ({ days }: Values) => `The last one is ${days} days old. “warmline backup FILE” makes another.`,
    },
  } as Readonly<Record<string, Readonly<Record<string, (values: Values) => string>>>>,
};

/** Every string of a language: one missing, or one with other values, does not compile. */
export type GoLiveWords = typeof goLiveEn;
