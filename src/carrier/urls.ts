/** Every address the carrier is told to call back, in one place; none carries a number or a name. */
import type { CallerMenu, LegMenu } from '../calls/events.ts';

export type Urls = ReturnType<typeof urlsOf>;

/** The service's addresses under its public base URL (absolute: inline documents need that). */
export function urlsOf(publicBaseUrl: string) {
  const voice = `${publicBaseUrl}/twilio/voice`;
  const leg = (contactId: string, legId: string, step: string) =>
    `${voice}/leg/${encodeURIComponent(contactId)}/${encodeURIComponent(legId)}/${step}`;
  return {
    voice,
    /** Where calls begin, for one that was sent back `returns` times without being understood. */
    voiceAgain: (returns: number) => (returns === 0 ? voice : `${voice}?again=${returns}`),
    messages: `${publicBaseUrl}/twilio/messages`,
    textStatus: (textId: string) => `${publicBaseUrl}/twilio/messages/status/${textId}`,
    callerStatus: `${voice}/status`,
    callerMenu: (contactId: string, menu: CallerMenu, round = 0) =>
      `${voice}/caller/${contactId}/${menu}?round=${round}`,
    callerCrisis: (contactId: string) => `${voice}/caller/${contactId}/crisis-ended`,
    callerLeft: (contactId: string) => `${voice}/caller/${contactId}/left`,
    recording: (contactId: string) => `${voice}/caller/${contactId}/recording`,
    callback: (contactId: string, step = 'now', round = 0) =>
      `${voice}/callback/${encodeURIComponent(contactId)}/${step}?round=${round}`,
    callbackWait: (lineId: string, language: string) =>
      `${voice}/callback-wait/${encodeURIComponent(lineId)}?language=${language}`,
    legHint: (contactId: string, legId: string) => leg(contactId, legId, 'hint'),
    legAnswered: (contactId: string, legId: string) => leg(contactId, legId, 'answered'),
    legStatus: (contactId: string, legId: string) => leg(contactId, legId, 'status'),
    legLeft: (contactId: string, legId: string) => leg(contactId, legId, 'left'),
    legMenu: (contactId: string, legId: string, menu: LegMenu, round = 0) =>
      `${leg(contactId, legId, menu)}?round=${round}`,
    legCheckIn: (contactId: string, legId: string, round = 0) => `${leg(contactId, legId, 'check-in')}?round=${round}`,
    conference: (contactId: string) => `${voice}/conference/${contactId}`,
    hold: (lineId: string, language: string) => `${voice}/hold/${encodeURIComponent(lineId)}?language=${language}`,
    announce: (contactId: string, sentence: string, language: string) =>
      `${voice}/announce/${contactId}/${sentence}?language=${language}`,
    volunteer: (step: string) => `${voice}/volunteer/${step}`,
    spokenCode: (codeId: string) => `${voice}/code/${codeId}`,
    spokenCodeStatus: (codeId: string) => `${voice}/code/${codeId}/status`,
    testCall: (testCallId: string, round = 0) => `${voice}/test/${testCallId}?round=${round}`,
    testCallStatus: (testCallId: string) => `${voice}/test/${testCallId}/status`,
    holdMusic: `${publicBaseUrl}/audio/hold.wav`,
  };
}
