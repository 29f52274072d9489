/** The Queues resource and its Members. */
import { Router, type Request } from 'express';
import type { Queue, QueueMember } from './model.ts';
import { hookOf } from './rest-calls.ts';
import { accountPath, dateOrNull, formOf, notFound, RestError, sendPage, type Json } from './rest-answer.ts';
import type { Lab } from './state.ts';
import { averageWait, queueNamed } from './twiml-enqueue.ts';

const LARGEST = 5000;

function queueJson(lab: Lab, queue: Queue): Json {
  const path = `${accountPath(lab)}/Queues/${queue.sid}`;
  return {
    sid: queue.sid,
    account_sid: lab.settings.accountSid,
    friendly_name: queue.friendlyName,
    current_size: queue.members.length,
    max_size: queue.maxSize,
    average_wait_time: Number(averageWait(queue)),
    date_created: dateOrNull(queue.createdMs),
    date_updated: dateOrNull(queue.createdMs),
    uri: `${path}.json`,
    subresource_uris: { members: `${path}/Members.json` },
  };
}

const memberJson = (lab: Lab, queue: Queue, member: QueueMember): Json => ({
  call_sid: member.call.sid,
  queue_sid: queue.sid,
  date_enqueued: dateOrNull(member.enqueuedMs),
  position: queue.members.indexOf(member) + 1,
  wait_time: Math.floor((lab.clock.nowMs() - member.enqueuedMs) / 1000),
  uri: `${accountPath(lab)}/Queues/${queue.sid}/Members/${member.call.sid}.json`,
});

export function queuesRouter(lab: Lab): Router {
  const router = Router({ mergeParams: true });
  const find = (req: Request): Queue => {
    const queue = lab.queues.get(String(req.params['sid']));
    if (!queue) throw notFound(req);
    return queue;
  };
  const findMember = (req: Request): [Queue, QueueMember] => {
    const queue = find(req);
    const key = req.params['member'];
    const member = key === 'Front' ? queue.members[0] : queue.members.find((one) => one.call.sid === key);
    if (!member) throw notFound(req);
    return [queue, member];
  };
  router.get('/Queues', (req, res) =>
    sendPage(
      req,
      res,
      'queues',
      [...lab.queues.values()].map((queue) => queueJson(lab, queue)),
    ),
  );
  router.post('/Queues', (req, res) => {
    const form = formOf(req);
    const maxSize = Number(form['MaxSize'] ?? 100);
    if (!form['FriendlyName']) throw new RestError(400, 20001, 'FriendlyName is required.');
    if (!(maxSize >= 1 && maxSize <= LARGEST))
      throw new RestError(400, 22001, `MaxSize must be between 1 and ${LARGEST}`);
    if ([...lab.queues.values()].some((queue) => queue.friendlyName === form['FriendlyName']))
      throw new RestError(400, 22003, 'A queue of this name exists already.');
    res.status(201).json(queueJson(lab, queueNamed(lab, form['FriendlyName'], maxSize)));
  });
  router.get('/Queues/:sid', (req, res) => void res.json(queueJson(lab, find(req))));
  router.post('/Queues/:sid', (req, res) => {
    const queue = find(req);
    const form = formOf(req);
    if (form['MaxSize']) queue.maxSize = Math.min(Number(form['MaxSize']), LARGEST);
    if (form['FriendlyName']) queue.friendlyName = form['FriendlyName'];
    res.json(queueJson(lab, queue));
  });
  router.delete('/Queues/:sid', (req, res) => {
    const queue = find(req);
    if (queue.members.length > 0) throw new RestError(400, 22002, 'The queue is not empty.');
    lab.queues.delete(queue.sid);
    res.status(204).end();
  });
  router.get('/Queues/:sid/Members', (req, res) => {
    const queue = find(req);
    sendPage(
      req,
      res,
      'queue_members',
      queue.members.map((member) => memberJson(lab, queue, member)),
    );
  });
  router.get('/Queues/:sid/Members/:member', (req, res) => void res.json(memberJson(lab, ...findMember(req))));
  router.post('/Queues/:sid/Members/:member', (req, res) => {
    const [queue, member] = findMember(req);
    const form = formOf(req);
    const hook = hookOf(form['Url'], form['Method']);
    if (!hook) throw new RestError(400, 21205, 'Url is required.');
    const json = memberJson(lab, queue, member);
    lab.startRun(member.call, { kind: 'url', hook });
    res.json(json);
  });
  return router;
}
