/** How what is over is counted by line, language and quarter of an hour: one statement finds the quarters that changed, one counts them anew. */

export type Summary = {
  table: 'report_calls' | 'report_promises' | 'report_texts';
  columns: readonly string[];
  /** The first instant at which there is anything to count. */
  first: string;
  /** The quarters of an hour in which something came to an end, or turned, after `$1` and up to `$2`. */
  changed: string;
  /** The counts of the quarters `$1`, all of which begin from `$2` on and before `$3`. */
  counted: string;
};

/** Zones differ from UTC by whole quarters, so the hours and days of every zone are sums of them. */
const quarterOf = (column: string) => `date_bin('15 minutes', ${column}, timestamptz 'epoch')`;
const among = (column: string) => `${column} >= $2 AND ${column} < $3 AND ${quarterOf(column)} = ANY($1)`;

/** A call is answered soon within a minute of its arrival. */
const soon = `interval '60 seconds'`;
/** Of calls that an older release took it is told by how they ended. */
const met = `coalesce(c.met, CASE WHEN c.outcome IN ('closed', 'blocked') OR c.told = 'paused' THEN 'closed' ELSE 'open' END)`;
const unanswered = (outcome: string) => `joined IS NULL AND outcome = '${outcome}'`;

const calls: Summary = {
  table: 'report_calls',
  columns:
    `offered answered answered_soon abandoned_in_greeting abandoned_in_queue abandoned_soon crisis callback voicemail wait_seconds talk_seconds
    callback_talk_seconds`.split(/\s+/),
  first: 'SELECT min(ended_at) FROM contacts WHERE ended_at IS NOT NULL',
  changed: `SELECT DISTINCT ${quarterOf('arrived_at')} AS at FROM contacts WHERE ended_at > $1 AND ended_at <= $2`,
  counted: `SELECT line_id, language, ${quarterOf('arrived_at')} AS at, ${[
    'true',
    'joined IS NOT NULL',
    `joined <= arrived_at + ${soon}`,
    unanswered('abandoned-in-greeting'),
    unanswered('abandoned-in-queue'),
    `joined IS NULL AND outcome IN ('abandoned-in-greeting', 'abandoned-in-queue') AND ended_at <= arrived_at + ${soon}`,
    unanswered('crisis'),
    unanswered('callback'),
    unanswered('voicemail'),
  ]
    .map((which) => `count(*) FILTER (WHERE offered AND ${which})`)
    .join(', ')},
      coalesce(sum(extract(epoch FROM joined - arrived_at)) FILTER (WHERE offered), 0),
      coalesce(sum(talked_seconds) FILTER (WHERE offered), 0), coalesce(sum(talked_seconds) FILTER (WHERE callback_id IS NOT NULL), 0)
    FROM (SELECT c.*, c.callback_id IS NULL AND ${met} IN ('open', 'nobody-on') AS offered,
        (SELECT min(l.joined_at) FROM legs l WHERE l.contact_id = c.id AND l.purpose = 'offer') AS joined
      FROM contacts c WHERE c.channel = 'voice' AND c.ended_at IS NOT NULL AND ${among('c.arrived_at')}) one
    WHERE offered OR callback_id IS NOT NULL GROUP BY 1, 2, 3`,
};

const promises: Summary = {
  table: 'report_promises',
  columns: ['made', 'kept_on_time', 'kept_late', 'stopped', 'lapsed'],
  first: 'SELECT min(greatest(promised_at, settled_at)) FROM callbacks',
  changed: `SELECT DISTINCT ${quarterOf('promised_at')} AS at FROM callbacks WHERE greatest(promised_at, settled_at) > $1 AND greatest(promised_at, settled_at) <= $2`,
  counted: `SELECT line_id, language, ${quarterOf('promised_at')} AS at, count(*), count(*) FILTER (WHERE state = 'kept' AND kept_at <= until_at),
      count(*) FILTER (WHERE state = 'kept' AND kept_at > until_at), count(*) FILTER (WHERE state = 'stopped'), count(*) FILTER (WHERE state IN ('failed', 'expired'))
    FROM callbacks WHERE ${among('promised_at')} GROUP BY 1, 2, 3`,
};

const texts: Summary = {
  table: 'report_texts',
  columns: ['opened', 'answered', 'unanswered', 'answer_seconds'],
  first: 'SELECT min(greatest(opened_at, answered_at, closed_at)) FROM conversations',
  changed: `SELECT DISTINCT ${quarterOf('opened_at')} AS at FROM conversations WHERE greatest(opened_at, answered_at, closed_at) > $1
    AND greatest(opened_at, answered_at, closed_at) <= $2`,
  counted: `SELECT line_id, language, ${quarterOf('opened_at')} AS at, count(*), count(answered_at), count(*) FILTER (WHERE answered_at IS NULL AND closed_at IS NOT NULL),
      coalesce(sum(extract(epoch FROM answered_at - opened_at)), 0)
    FROM conversations WHERE ${among('opened_at')} GROUP BY 1, 2, 3`,
};

export const summaries: readonly Summary[] = [calls, promises, texts];
