/** The messages queue: texts that came in are handled, texts that go out are sent, each lane in its order. */
import { codeDigits } from '../src/access/tokens.ts';
import {
  askForNews,
  bodyOf,
  knownSids,
  recipientOf,
  textDropped,
  textNews,
  textSent,
  type Recipient,
} from '../src/conversations/delivery.ts';
import type { StoredText } from '../src/conversations/stored-text.ts';
import {
  claimFirst,
  laneOf,
  laneOfPerson,
  postponeText,
  textWithId,
  renewClaim,
  writeTexts,
} from '../src/conversations/texts.ts';
import type { Deps } from '../src/deps.ts';
import { lineOf, type Directory } from '../src/organisation/directory.ts';
import { ClaimLost, putOffEffect } from '../src/effects/claims.ts';
import { breakUntil } from '../src/people/rest.ts';
import { isDatabaseTrouble } from '../src/platform/connection-loss.ts';
import { CarrierProblem, longestValidity, validityOver } from '../src/carrier/carrier.ts';
import { composeSentence } from '../src/messaging/compose.ts';
import { giveUp, handleText } from '../src/messaging/handle.ts';
import { whenLost } from '../src/messaging/lost.ts';
import { partsOf } from '../src/carrier/text-parts.ts';
import { goodUntilMs } from '../src/messaging/validity.ts';
import { textKeys, type TextKey } from '../src/messaging/wording.ts';
import { tellPerson } from '../src/bulletins/tell-person.ts';
import type { KindOf } from '../src/effects/kinds.ts';
import { sendCode } from './access.ts';
import { makeTestCall } from './test-calls.ts';
import type { Errand, Handler, Handlers } from './perform.ts';

/** Waits before a text is sent again that the carrier did not take; the last one repeats. They are out of step with the sweep. */
const backoffMs = [1_030, 2_070, 4_110, 8_090, 15_130, 30_170, 60_210];
/** Then a text is given up: about a quarter of an hour after the first attempt. */
const maxSends = 20;
/** A text that cannot be handled for so long is left, so that those behind it are not. */
const maxHandlings = 6;

/** In less time than this a text cannot leave the carrier. */
const shortestValiditySeconds = 5;

const delayAfter = (attempts: number) => backoffMs[Math.min(attempts, backoffMs.length) - 1] ?? 1_030;

type LaneErrand = Errand<'HandleTexts'> | Errand<'SendTexts'>;

/** Handles what waits in the lane of a text that came in. */
const handleTexts: Handler<'HandleTexts'> = async (errand) => {
  const { deps } = errand;
  await inTurn(errand, async (text) => {
    try {
      await handleText(deps, text);
      return true;
    } catch (problem) {
      deps.log.error({ err: problem, textId: text.id, attempts: text.attempts }, 'a text could not be handled');
      if (isDatabaseTrouble(problem) || text.attempts < maxHandlings) {
        await postponeText(deps.room, text, delayAfter(text.attempts));
        return false;
      }
      await giveUp(deps, text);
      deps.room.aside.note({ record: 'text', id: text.id }, problem);
      return true;
    }
  });
};

/** Sends what waits in the lane of a text that goes out. */
const sendTexts: Handler<'SendTexts'> = (errand) =>
  inTurn(errand, async (text) => {
    const { deps } = errand;
    try {
      return await send(deps, text);
    } catch (problem) {
      if (isDatabaseTrouble(problem) || text.attempts < maxHandlings) {
        await postponeText(deps.room, text, delayAfter(text.attempts));
        return false;
      }
      await textDropped(deps.room, text);
      deps.room.aside.note({ record: 'text', id: text.id }, problem);
      return true;
    }
  });

/**
 * Takes one text of a lane after the other for as long as `work` says that the next may follow. Where another process has
 * the first one, that one goes on with the rest; in case it died, the effect looks again once its claim is over.
 */
async function inTurn({ deps, effect }: LaneErrand, work: (text: StoredText) => Promise<boolean>): Promise<void> {
  const lane = await laneOf(deps.room, effect.payload.textId);
  if (lane === null) return;
  for (let goesOn = true; goesOn;) {
    const first = await claimFirst(deps.room, lane);
    if (first.kind === 'held') {
      await putOffEffect(deps.room, effect, first.untilMs);
      throw new ClaimLost('another process has the first text of the lane');
    }
    goesOn = first.kind === 'claimed' && (await work(first.text));
  }
}

/** Sends one text; false when it is to be tried again and those behind it wait. */
async function send(deps: Deps, text: StoredText): Promise<boolean> {
  // A newer release beside this one has words of its own: it sends them, or nobody does once it is gone for good.
  if (text.sentence !== null && !isSentence(text.sentence) && text.attempts < maxSends) {
    await postponeText(deps.room, text, delayAfter(text.attempts));
    return false;
  }
  const directory = await deps.directories.current();
  const recipient = directory && (await recipientOf(deps.room, directory, text));
  const body = directory && recipient?.stillWanted ? await bodyFor(deps, directory, text, recipient) : null;
  if (!directory || !recipient || !body) {
    await textDropped(deps.room, text);
    return true;
  }
  const { phoneNumber } = lineOf(directory, text.lineId);
  const address = (number: string) => (text.channel === 'whatsapp' ? `whatsapp:${number}` : number);
  const endsMs = goodUntilMs(text, zoneOf(directory, text));
  const secondsLeft = endsMs === null ? Infinity : Math.floor((endsMs - deps.clock.nowMs()) / 1000);
  const message = {
    to: address(recipient.number),
    from: address(phoneNumber),
    body,
    statusCallback: deps.urls.textStatus(text.id),
  };
  try {
    const before = text.attempts > 1 ? await sentBefore(deps, text, message) : null;
    if (before === null && secondsLeft < shortestValiditySeconds) {
      const late = { state: 'undelivered', code: validityOver, carrierSid: null } as const;
      await textNews(deps.room, text.id, late, await whenLost(deps));
      return true;
    }
    // The carrier may have taken so long that another process sends it by now, or that the news of its arrival came first.
    if (before === null && !(await renewClaim(deps.room, text))) return true;
    const validity = endsMs === null ? {} : { validityPeriod: Math.min(secondsLeft, longestValidity) };
    const sid = before ?? (await deps.carrier.text({ ...message, ...validity }));
    await textSent(deps.room, text, sid);
    return true;
  } catch (problem) {
    if (!(problem instanceof CarrierProblem)) throw problem;
    const mayRepeat = problem.kind === 'later' || problem.kind === 'unknown';
    if (mayRepeat && text.attempts < maxSends) {
      await postponeText(deps.room, text, delayAfter(text.attempts));
      return false;
    }
    await textNews(deps.room, text.id, { state: 'failed', code: problem.code, carrierSid: null }, await whenLost(deps));
    return true;
  }
}

/** Asks the carrier what became of a text whose news did not come. */
const lookAtText: Handler<'LookAtText'> = async ({ deps, effect }) => {
  const text = await textWithId(deps.room, effect.payload.textId);
  if (text?.state !== 'sent' || text.carrierSid === null) return;
  const { state, code } = await deps.carrier.textState(text.carrierSid);
  if (state) await textNews(deps.room, text.id, { state, code, carrierSid: text.carrierSid }, await whenLost(deps));
};

const isSentence = (name: string): name is TextKey => textKeys.some((key) => key === name);

/** What the text says to its recipient; null when its words are erased or its sentence is none of ours any more. */
async function bodyFor(
  deps: Deps,
  directory: Directory,
  text: StoredText,
  { language }: Recipient,
): Promise<string | null> {
  const message = await bodyOf(deps.room, text);
  if (text.sentence === null) return message === undefined ? null : (partsOf(message)[text.part] ?? null);
  // Words that are erased are quoted to nobody.
  if (text.passesOn !== null && message === undefined) return null;
  if (!isSentence(text.sentence)) return null;
  const line = lineOf(directory, text.lineId);
  const zone = zoneOf(directory, text);
  return composeSentence(text.sentence, text.slots ?? {}, {
    directory,
    line,
    reader: { zone, language },
    nowMs: deps.clock.nowMs(),
    codeDigits: (codeId) => codeDigits(deps.secrets, codeId),
    ...(message === undefined ? {} : { message }),
  });
}

/** The clock of whoever reads a text: a person's own, else the line's. */
function zoneOf(directory: Directory, { personId, lineId }: StoredText): string {
  return directory.people.get(personId ?? '')?.timeZone ?? lineOf(directory, lineId).timeZone;
}

/** The message an earlier attempt made although its answer was lost: taken as this text's, so that nobody reads it twice. */
async function sentBefore(
  deps: Deps,
  text: StoredText,
  message: { to: string; from: string; body: string },
): Promise<string | null> {
  const same = (await deps.carrier.textsSent(message.to, message.from)).filter(
    (sent) => sent.body === message.body && (sent.sentAtMs ?? 0) >= text.createdAtMs - 5_000,
  );
  const known = await knownSids(
    deps.room,
    same.map((sent) => sent.messageSid),
  );
  return same.find((sent) => !known.has(sent.messageSid))?.messageSid ?? null;
}

/**
 * Puts a text to one of our people in their lane: `{ personId, sentence, slots?, lineId?, atMs? }`, `atMs` when that was decided. A contact's line is the one
 * that writes; without contact and `lineId` it is the line of their shift, or the first one.
 */
const sendText: Handler<'SendText'> = async (scene) => {
  const { deps, effect } = scene;
  const { personId, sentence, slots, lineId, atMs } = effect.payload;
  const directory = await deps.directories.current();
  const line = scene.contact?.lineId ?? lineId ?? directory?.lines.keys().next().value;
  if (!directory?.people.has(personId) || line === undefined) return;
  const untilMs = sentence === 'breakAfterMissed' ? await breakUntil(deps.room, personId) : null;
  // Nothing is said about a break that is over by now.
  if (sentence === 'breakAfterMissed' && untilMs === null) return;
  await writeTexts(deps.room, [
    {
      id: effect.id,
      direction: 'out',
      lane: laneOfPerson(personId),
      lineId: line,
      channel: 'sms',
      personId,
      sentence,
      slots: untilMs === null ? (slots ?? null) : { untilMs },
      // It holds from when it was decided, however late it is done.
      createdAtMs: atMs ?? deps.clock.nowMs(),
    },
  ]);
};

export const messagesHandlers: Handlers<KindOf<'messages'>> = {
  SendText: sendText,
  HandleTexts: handleTexts,
  SendTexts: sendTexts,
  LookAtText: lookAtText,
  SendCode: sendCode,
  TestCall: makeTestCall,
  TellPerson: ({ deps, effect }) => tellPerson(deps.room, effect.payload),
};

const askEveryMs = 60_000;

/** Gives a function that, when it is time, has the carrier asked about texts without news. */
export function startAskingForNews({ room }: Pick<Deps, 'room'>): () => Promise<void> {
  let nextMs = -Infinity;
  return async () => {
    const nowMs = room.clock.nowMs();
    if (nowMs < nextMs) return;
    nextMs = nowMs + askEveryMs;
    await askForNews(room);
  };
}
