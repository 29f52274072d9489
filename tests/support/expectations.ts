/**
 * What a story says that it expects, against what left the carrier: every call, every text, and every complaint of the
 * carrier is named by the story, or the story fails. Each stage holds one and asks it when it closes.
 */
import type { Carrier } from '../../infra/phone-lab/carrier.ts';
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import type { Message } from '../../infra/phone-lab/model.ts';
import { numbers } from './small-organisation.ts';

/**
 * Who, as the id of a person of the small organisation or as a number, and what of theirs is expected; `ana|ben` where
 * chance says which of them (processes of their own draw as they like).
 */
type ByWhom<Expected> = Readonly<Record<string, Expected>>;

export type Named = {
  /** How many calls are made to each phone; those that the story itself picked up or declined need no name. */
  calls?: ByWhom<number>;
  /** The texts each phone is sent, in any order; those that the story read as news need no name. */
  texts?: ByWhom<readonly (RegExp | string)[]>;
  /** The carrier's complaints: each one is like one of these, and each of these was met. */
  alerts?: readonly RegExp[];
};

/** One line each; all empty where everything went as the story says. */
export type Findings = { unexpected: string[]; missing: string[]; alerts: string[] };

export type Expectations = {
  /** Names calls, texts and complaints, before or after they happen. */
  expects(named: Named): void;
  /** Gives up on knowing what goes out: only for traffic by chance, with the reason. */
  cannotKnow(reason: string): void;
  /** The texts of this number have been read one by one by the story, up to now. */
  wasRead(texts: readonly { sid: string }[]): void;
  /** A phone whose `answer`, `decline` and `hangUp` name the call that they answer. */
  phone(number: string): PhoneControl;
  /** The carrier, with the expectations of its control kept here. */
  carrier: Carrier;
  findings(): Findings;
  /** What the story would have to say for its calls and texts to be expected, as code. */
  asCode(): string;
};

type Wanted = { what: string; kind: 'call' | 'text'; to: readonly string[]; isLike(body: string): boolean };
type Sent = { sid: string; kind: 'call' | 'text'; to: string; line: string; body: string };

export function expectationsOf(original: Carrier): Expectations {
  const wanted: Wanted[] = [];
  const known = new Set<string>();
  const complaints: RegExp[] = [];
  const phones = new Map<string, PhoneControl>();
  let unknowable = false;
  const texts = textsOf(original);

  const sent = (): Sent[] => [
    ...original.control
      .calls()
      .filter((call) => call.direction !== 'inbound')
      .map(({ sid, to, status }) => ({
        sid,
        kind: 'call' as const,
        to,
        line: `a call to ${name(to)} (${status})`,
        body: '',
      })),
    ...texts().map(({ sid, to, body }) => ({
      sid,
      kind: 'text' as const,
      to,
      line: `a text to ${name(to)}: ${JSON.stringify(body)}`,
      body,
    })),
  ];
  const findings = (): Findings => {
    if (unknowable) return { unexpected: [], missing: [], alerts: [] };
    const { unexpected, missing } = compare(sent(), wanted, known);
    const said = original.control.alerts().map(({ code, text }) => `${code} ${text}`);
    const like = (pattern: RegExp) => said.some((line) => pattern.test(line));
    return {
      unexpected: unexpected.map(({ line }) => line),
      missing: [
        ...missing,
        ...complaints.filter((pattern) => !like(pattern)).map((pattern) => `a complaint like ${pattern}`),
      ],
      alerts: said.filter((line) => !complaints.some((pattern) => pattern.test(line))),
    };
  };
  const phone = (number: string): PhoneControl => {
    const made = phones.get(number) ?? knowing(original.control.phone(number), (sid) => void known.add(sid));
    phones.set(number, made);
    return made;
  };
  const want = (one: Wanted) => {
    wanted.push(one);
    // Asked anew each time: what it is met by may still come.
    const met = () => !compare(sent(), wanted, known).missing.includes(one.what);
    return {
      get met() {
        return met();
      },
      sid: undefined,
    };
  };
  const wantCall = (who: string) =>
    want({ what: `a call to ${name(who)}`, kind: 'call', to: numbersOf(who), isLike: () => true });
  const wantText = (who: string, like: RegExp | string = /./s) =>
    want({
      what: `a text to ${name(who)} like ${like}`,
      kind: 'text',
      to: numbersOf(who),
      isLike: (body) => (typeof like === 'string' ? body === like : like.test(body)),
    });
  const control: Carrier['control'] = {
    ...original.control,
    phone,
    expectCall: wantCall,
    expectText: wantText,
    unexpected: () => findings().unexpected,
    missing: () => findings().missing,
  };
  return {
    carrier: { ...original, control },
    phone,
    findings,
    asCode: () => asCode(compare(sent(), wanted, known)),
    expects({ calls = {}, texts: bodies = {}, alerts = [] }) {
      for (const [who, count] of Object.entries(calls)) for (let one = 0; one < count; one += 1) wantCall(who);
      for (const [who, likes] of Object.entries(bodies)) for (const like of likes) wantText(who, like);
      complaints.push(...alerts);
    },
    cannotKnow(reason) {
      if (reason.trim() === '') throw new Error('a story that cannot know what goes out says why');
      unknowable = true;
    },
    wasRead: (read) => read.forEach(({ sid }) => known.add(sid)),
  };
}

/** Each expectation takes one of what was sent, first of what the story has picked up or read; what neither was is unexpected. */
function compare(sent: readonly Sent[], wanted: readonly Wanted[], known: ReadonlySet<string>) {
  const inOrder = [...sent.filter(({ sid }) => known.has(sid)), ...sent.filter(({ sid }) => !known.has(sid))];
  const taken = new Set<string>();
  const missing: string[] = [];
  for (const want of wanted) {
    const met = inOrder.find(
      (one) => one.kind === want.kind && want.to.includes(one.to) && !taken.has(one.sid) && want.isLike(one.body),
    );
    if (met) taken.add(met.sid);
    else missing.push(want.what);
  }
  const left = sent.filter(({ sid }) => !taken.has(sid));
  return {
    unexpected: left.filter(({ sid }) => !known.has(sid)),
    spare: left.filter(({ sid }) => known.has(sid)),
    missing,
  };
}

/** What was unexpected, and what an expectation of it would take first. */
function asCode({ unexpected: others, spare }: { unexpected: readonly Sent[]; spare: readonly Sent[] }): string {
  const takenFirst = spare.filter((one) =>
    others.some(({ kind, to, body }) => one.kind === kind && one.to === to && one.body === body),
  );
  const unexpected = [...takenFirst, ...others];
  const whose = (kind: Sent['kind'], what: (those: Sent[]) => string) =>
    [...new Set(unexpected.filter((one) => one.kind === kind).map(({ to }) => to))]
      .map((to) => {
        const who = name(to);
        const those = unexpected.filter((one) => one.kind === kind && one.to === to);
        return `${/^\w+$/.test(who) ? who : `'${who}'`}: ${what(those)}`;
      })
      .join(', ');
  const calls = whose('call', (those) => String(those.length));
  const texts = whose('text', (those) => `[${those.map(({ body }) => JSON.stringify(body)).join(', ')}]`);
  const parts = [calls && `calls: { ${calls} }`, texts && `texts: { ${texts} }`].filter((part) => part !== '');
  return parts.length > 0 ? `stage.expects({ ${parts.join(', ')} });` : '';
}

/** The service's texts as they were when the carrier took them, also those it was told to erase since. */
function textsOf({ control }: Carrier): () => { sid: string; to: string; body: string }[] {
  const taken = new Map<string, { sid: string; to: string; body: string }>();
  const isOurs = (message: Message) => message.direction !== 'inbound' && !message.fromCarrier;
  const keep = ({ sid, to, body }: Message) => taken.get(sid) ?? taken.set(sid, { sid, to, body });
  control.subscribe((event) => {
    if (event.kind === 'text' && isOurs(event.message)) keep(event.message);
  });
  return () => {
    for (const message of control.messages().filter(isOurs)) keep(message);
    return [...taken.values()];
  };
}

function knowing(phone: PhoneControl, knows: (callSid: string) => void): PhoneControl {
  const naming = (act: () => void) => () => {
    const sid = phone.callSid();
    act();
    if (sid !== undefined) knows(sid);
  };
  return Object.create(phone, {
    answer: { value: naming(phone.answer) },
    decline: { value: naming(phone.decline) },
    hangUp: { value: naming(phone.hangUp) },
  }) as PhoneControl;
}

const numbersOf = (who: string) => who.split('|').map((one) => numbers[one] ?? one);
const name = (number: string) => Object.entries(numbers).find(([, own]) => own === number)?.[0] ?? number;
