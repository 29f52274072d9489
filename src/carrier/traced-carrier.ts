/** The carrier with each thing asked of it told as a step of a trace: which, and how it ended, never for whom. */
import { inSpan } from '../platform/traces.ts';
import type { Carrier, CodeService } from './carrier.ts';

type Asking = (...words: never[]) => Promise<unknown>;

/** The same carrier, traced. */
export function traced(carrier: Carrier): Carrier {
  const codes = carrier.codes && told<CodeService>(carrier.codes, 'codes.');
  return { ...told<Omit<Carrier, 'codes'>>(carrier, ''), codes };
}

function told<Service extends object>(service: Service, before: string): Service {
  const asked = Object.entries(service).filter((entry): entry is [string, Asking] => typeof entry[1] === 'function');
  return Object.fromEntries(
    asked.map(([name, ask]) => [
      name,
      (...words: never[]) => inSpan('carrier', { 'warmline.operation': before + name }, () => ask(...words)),
    ]),
  ) as Service;
}
