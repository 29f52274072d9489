/** The messages queue: texts that go out. */
import type { Handler } from './perform.ts';

export const messagesHandlers = { SendText: async () => undefined } satisfies Record<string, Handler>;
