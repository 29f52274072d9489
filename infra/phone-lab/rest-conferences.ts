/** The Conferences resource and its Participants: look, hold, mute, announce, remove, end, and bring in by a call. */
import { Router, type Request } from 'express';
import twilio from 'twilio';
import { announce, closeConference, findConference, setEndOnExit, setHold, setMuted } from './conference.ts';
import type { Call, Conference, Participant } from './model.ts';
import { hookOf, placeCall, statusHookOf } from './rest-calls.ts';
import { accountPath, dateOrNull, formOf, notFound, queryOf, sendPage, type Form, type Json } from './rest-answer.ts';
import type { Lab } from './state.ts';

function conferenceJson(lab: Lab, conference: Conference): Json {
  const path = `${accountPath(lab)}/Conferences/${conference.sid}`;
  return {
    sid: conference.sid,
    account_sid: lab.settings.accountSid,
    api_version: '2010-04-01',
    friendly_name: conference.friendlyName,
    status: conference.status,
    region: 'us1',
    date_created: dateOrNull(conference.createdMs),
    date_updated: dateOrNull(conference.endedMs ?? conference.createdMs),
    reason_conference_ended: conference.endedBy?.reason ?? null,
    call_sid_ending_conference: conference.endedBy?.callSid ?? null,
    uri: `${path}.json`,
    subresource_uris: { participants: `${path}/Participants.json`, recordings: `${path}/Recordings.json` },
  };
}

function participantJson(
  lab: Lab,
  conference: Conference,
  call: Call,
  participant: Participant | undefined,
  form: Form = {},
): Json {
  return {
    account_sid: lab.settings.accountSid,
    api_version: '2010-04-01',
    call_sid: call.sid,
    conference_sid: conference.sid,
    label: participant?.label ?? form['Label'] ?? null,
    muted: participant?.muted ?? false,
    hold: participant?.hold ?? false,
    coaching: false,
    call_sid_to_coach: null,
    start_conference_on_enter: participant?.startConferenceOnEnter ?? true,
    end_conference_on_exit: participant?.endConferenceOnExit ?? false,
    status: participant ? 'connected' : 'queued',
    queue_time: '0',
    date_created: dateOrNull(participant?.joinedMs ?? call.createdMs),
    date_updated: dateOrNull(lab.clock.nowMs()),
    uri: `${accountPath(lab)}/Conferences/${conference.sid}/Participants/${call.sid}.json`,
  };
}

async function updateParticipant(
  lab: Lab,
  conference: Conference,
  participant: Participant,
  form: Form,
): Promise<void> {
  const asked = (name: string) => (form[name] === undefined ? undefined : form[name]?.toLowerCase() === 'true');
  const muted = asked('Muted');
  const hold = asked('Hold');
  const endOnExit = asked('EndConferenceOnExit');
  if (endOnExit !== undefined) setEndOnExit(lab, conference, participant, endOnExit);
  if (muted !== undefined) setMuted(lab, conference, participant, muted);
  // The carrier asks for hold documents by GET unless told otherwise.
  if (hold !== undefined)
    setHold(lab, conference, participant, hold, hookOf(form['HoldUrl'], form['HoldMethod'] ?? 'GET'));
  const announcement = hookOf(form['AnnounceUrl'], form['AnnounceMethod']);
  if (announcement) void announce(lab, conference, announcement, participant);
}

/** What a participant created by REST runs when it picks up: straight into the conference, whoever or whatever it is. */
function conferenceTwiml(name: string, form: Form): string {
  const response = new twilio.twiml.VoiceResponse();
  const yes = (field: string, otherwise: boolean) =>
    form[field] === undefined ? otherwise : form[field]?.toLowerCase() === 'true';
  response.dial().conference(
    {
      beep: (form['Beep'] ?? 'true') as 'true',
      muted: yes('Muted', false),
      startConferenceOnEnter: yes('StartConferenceOnEnter', true),
      endConferenceOnExit: yes('EndConferenceOnExit', false),
      ...(form['Label'] ? { participantLabel: form['Label'] } : {}),
      ...(form['WaitUrl'] === undefined ? {} : { waitUrl: form['WaitUrl'] }),
      ...(form['ConferenceStatusCallback'] ? { statusCallback: form['ConferenceStatusCallback'] } : {}),
      ...(form['ConferenceStatusCallbackEvent']
        ? { statusCallbackEvent: form['ConferenceStatusCallbackEvent'].split(' ') as ['start'] }
        : {}),
    },
    name,
  );
  return response.toString();
}

export function conferencesRouter(lab: Lab): Router {
  const router = Router({ mergeParams: true });
  const find = (req: Request): Conference => {
    const key = String(req.params['conference']);
    const conference = lab.conferences.get(key);
    if (!conference) throw notFound(req);
    return conference;
  };
  const findParticipant = (req: Request): [Conference, Participant] => {
    const conference = find(req);
    const key = String(req.params['participant']);
    const participant =
      conference.participants.get(key) ?? [...conference.participants.values()].find((one) => one.label === key);
    if (!participant) throw notFound(req);
    return [conference, participant];
  };

  router.get('/Conferences', (req, res) => {
    const name = queryOf(req, 'FriendlyName');
    const status = queryOf(req, 'Status');
    const found = [...lab.conferences.values()].filter(
      (conference) =>
        (name === undefined || conference.friendlyName === name) &&
        (status === undefined || conference.status === status),
    );
    sendPage(
      req,
      res,
      'conferences',
      found.reverse().map((conference) => conferenceJson(lab, conference)),
    );
  });
  router.get('/Conferences/:conference', (req, res) => void res.json(conferenceJson(lab, find(req))));
  router.post('/Conferences/:conference', (req, res) => {
    const conference = find(req);
    const form = formOf(req);
    if (form['Status'] === 'completed') closeConference(lab, conference, 'conference-ended-via-api');
    const announcement = hookOf(form['AnnounceUrl'], form['AnnounceMethod']);
    if (announcement) void announce(lab, conference, announcement);
    res.json(conferenceJson(lab, conference));
  });

  router.get('/Conferences/:conference/Participants', (req, res) => {
    const conference = find(req);
    const wanted = (participant: Participant) =>
      (['Hold', 'Muted'] as const).every(
        (name) =>
          queryOf(req, name) === undefined ||
          queryOf(req, name) === String(name === 'Hold' ? participant.hold : participant.muted),
      );
    const participants = [...conference.participants.values()].filter(wanted);
    sendPage(
      req,
      res,
      'participants',
      participants.map((participant) => participantJson(lab, conference, participant.call, participant)),
    );
  });
  router.post('/Conferences/:conference/Participants', (req, res) => {
    const form = formOf(req);
    const key = String(req.params['conference']);
    const conference = lab.conferences.get(key) ?? findConference(lab, key);
    const name = conference?.friendlyName ?? key;
    const call = placeCall(lab, {
      from: form['From'] ?? '',
      to: form['To'] ?? '',
      direction: 'outbound-api',
      timeoutSeconds: Number(form['Timeout'] ?? 60),
      source: { kind: 'twiml', twiml: conferenceTwiml(name, form) },
      ...statusHookOf(req, form),
    });
    const shown = conference ?? { sid: '', friendlyName: name };
    res.status(201).json(participantJson(lab, shown as Conference, call, undefined, form));
  });
  router.get('/Conferences/:conference/Participants/:participant', (req, res) => {
    const [conference, participant] = findParticipant(req);
    res.json(participantJson(lab, conference, participant.call, participant));
  });
  router.post('/Conferences/:conference/Participants/:participant', async (req, res) => {
    const [conference, participant] = findParticipant(req);
    await updateParticipant(lab, conference, participant, formOf(req));
    res.json(participantJson(lab, conference, participant.call, participant));
  });
  router.delete('/Conferences/:conference/Participants/:participant', (req, res) => {
    const [, participant] = findParticipant(req);
    participant.leave('participant-removed-via-api');
    res.status(204).end();
  });
  return router;
}
