/** The bare servers that ours is measured against: Express, form, signature and fixed TwiML; with `insert`, one Prisma insert as well. With `select`, a JSON answer after one prepared question. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import twilio from 'twilio';
import { openDatabase } from '../../src/platform/database.ts';

const [mode, authToken = '', databaseUrl = ''] = process.argv.slice(2);
const database = mode === 'bare' ? null : openDatabase(databaseUrl);
const response = new twilio.twiml.VoiceResponse();
response.say('Please stay on the line.');
const document = response.toString();

const app = express();
let baseUrl = '';
app.use(express.urlencoded({ extended: false }));
app.post('/twilio/voice', async (request, reply) => {
  const form = request.body as Record<string, string>;
  const signed = twilio.validateRequest(
    authToken,
    request.header('x-twilio-signature') ?? '',
    baseUrl + request.originalUrl,
    form,
  );
  if (!signed) return void reply.status(403).end();
  const now = new Date();
  await database?.prisma.contact.create({
    data: {
      id: form['CallSid'] ?? '',
      lineId: 'main',
      channel: 'voice',
      state: 'ended',
      callSid: form['CallSid'] ?? '',
      language: 'en',
      script: 'greeting',
      arrivedAt: now,
      rankAt: now,
    },
  });
  reply.setHeader('Content-Type', 'text/xml');
  reply.end(document);
});
app.get('/api/v1/session', async (_request, reply) => {
  const answer = await database?.pool.query({
    name: 'session',
    text: 'SELECT id, person_id FROM sessions WHERE token_hash = $1',
    values: ['nobody'],
  });
  reply.type('application/json').send(JSON.stringify({ signedIn: answer?.rows[0] ?? null }));
});
const server = app.listen(0, () => {
  baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${baseUrl}\n`);
});
