/** Asks the API as one of the people of a story, each time with a session of its own. */
import { sessionHeaders } from './api-askers.ts';
import type { Stage } from './stage.ts';

export type Answer = { status: number; body: unknown };

/** Coordinators and admins with their second proof too. */
export function asking(stage: Stage) {
  return async (personId: string, method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${stage.service.url}/api/v1${path}`, {
      method,
      headers: {
        ...(await sessionHeaders(stage, personId, { strength: 'second', provedMinutesAgo: 0 })),
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: response.status === 204 ? null : ((await response.json()) as unknown) };
  };
}
