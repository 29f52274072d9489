/** The Recordings resource: what was left as a message, with playable media until it is deleted. */
import { Router, type Request } from 'express';
import type { Recording } from './model.ts';
import { silentMp3, silentWav } from './silence.ts';
import { accountPath, dateOrNull, notFound, queryOf, sendPage, type Json } from './rest-answer.ts';
import type { Lab } from './state.ts';

function recordingJson(lab: Lab, recording: Recording): Json {
  const path = `${accountPath(lab)}/Recordings/${recording.sid}`;
  return {
    sid: recording.sid,
    account_sid: lab.settings.accountSid,
    api_version: '2010-04-01',
    call_sid: recording.callSid,
    conference_sid: null,
    status: recording.status,
    duration: String(recording.durationSeconds),
    channels: 1,
    source: 'RecordVerb',
    error_code: null,
    price: null,
    price_unit: 'USD',
    start_time: dateOrNull(recording.createdMs - recording.durationSeconds * 1000),
    date_created: dateOrNull(recording.createdMs),
    date_updated: dateOrNull(recording.createdMs),
    media_url: `${lab.baseUrl}${path}`,
    uri: `${path}.json`,
    subresource_uris: { transcriptions: `${path}/Transcriptions.json` },
  };
}

export function recordingsRouter(lab: Lab): Router {
  const router = Router({ mergeParams: true });
  const find = (req: Request, name = String(req.params['sid'])): Recording => {
    const recording = lab.recordings.get(name);
    const kept = recording && (recording.status !== 'deleted' || queryOf(req, 'IncludeSoftDeleted') === 'true');
    if (!kept) throw notFound(req);
    return recording;
  };
  router.get('/Recordings', (req, res) => {
    const callSid = queryOf(req, 'CallSid');
    const found = [...lab.recordings.values()].filter(
      (recording) => recording.status !== 'deleted' && (callSid === undefined || recording.callSid === callSid),
    );
    sendPage(
      req,
      res,
      'recordings',
      found.reverse().map((recording) => recordingJson(lab, recording)),
    );
  });
  router.get('/Recordings/:sid', (req, res) => {
    const [sid = '', suffix] = String(req.params['sid']).split('.');
    const recording = find(req, sid);
    if (suffix === undefined && String(req.headers['x-asked-as']).endsWith('.json'))
      return void res.json(recordingJson(lab, recording));
    if (recording.status !== 'completed') throw notFound(req);
    if (suffix === 'mp3') res.type('audio/mpeg').send(silentMp3(recording.durationSeconds));
    else res.type('audio/x-wav').send(silentWav(recording.durationSeconds));
  });
  router.delete('/Recordings/:sid', (req, res) => {
    const recording = find(req);
    recording.status = 'deleted';
    recording.spoken = [];
    res.status(204).end();
  });
  return router;
}
