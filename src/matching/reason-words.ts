/** Why somebody is not asked, one sentence for each reason, for the command line and the pages alike; never anybody's reason to rest (W2). */
import type { Reason } from './model.ts';

/** What coordinators may know of a reason: that somebody rests, not what from. */
export type PublicReason = 'resting' | 'time-to-rest' | Exclude<Reason['kind'], 'heavy-rest' | 'spent'>;

/** `until`: a time of day, where there is one. `language`: what the caller speaks, by its name. */
export type ReasonTold = { name: string; until: string | null; language: string };

export type ReasonWords = Readonly<Record<PublicReason, (told: ReasonTold) => string>>;

export const publicReasons = [
  'off-shift',
  'off',
  'on-break',
  'offered',
  'in-contact',
  'wrap-up',
  'resting',
  'time-to-rest',
  'untrained',
  'trainee-alone',
  'shift-ending',
  'language',
  'not-matched',
  'leaders-only',
  'passed',
  'busy',
  'failed',
  'held-back',
  'ladder',
] as const satisfies PublicReason[];

/** A reason as coordinators may know it. */
export function publicKind({ kind }: Pick<Reason, 'kind'>): PublicReason {
  if (kind === 'heavy-rest') return 'resting';
  return kind === 'spent' ? 'time-to-rest' : kind;
}

const untilEn = (until: string | null) => (until === null ? '' : ` until ${until}`);
const untilEs = (until: string | null) => (until === null ? '' : ` hasta las ${until}`);

export const reasonsEn: ReasonWords = {
  'off-shift': ({ name }) => `${name} is not on shift.`,
  off: ({ name }) => `${name} takes no calls right now.`,
  'on-break': ({ name, until }) => `${name} is on a break${untilEn(until)}.`,
  offered: ({ name }) => `${name} is on the phone with us already.`,
  'in-contact': ({ name }) => `${name} is in a contact.`,
  'wrap-up': ({ name, until }) => `${name} is wrapping up${untilEn(until)}.`,
  resting: ({ name, until }) => `${name} is resting${untilEn(until)}.`,
  'time-to-rest': ({ name }) => `It is time for ${name} to rest.`,
  untrained: ({ name }) => `${name} lacks a course that the line requires.`,
  'trainee-alone': ({ name }) => `${name} is in training, and no trained peer is on the line.`,
  'shift-ending': ({ name }) => `The shift of ${name} is about over.`,
  language: ({ name, language }) => `${name} speaks no ${language}.`,
  'not-matched': ({ name }) => `${name} is not matched with this caller.`,
  'leaders-only': ({ name }) => `Hidden callers go to shift leaders only for now, and ${name} is none.`,
  passed: ({ name }) => `${name} has passed this contact on.`,
  busy: ({ name }) => `The phone of ${name} was busy.`,
  failed: ({ name }) => `${name} could not be reached by phone.`,
  'held-back': ({ name }) => `${name} is free, and others are asked first.`,
  ladder: ({ name }) => `${name} is a backup, and it is not the turn of backups yet.`,
};

export const reasonsEs: ReasonWords = {
  'off-shift': ({ name }) => `${name} no está de turno.`,
  off: ({ name }) => `${name} no toma llamadas ahora.`,
  'on-break': ({ name, until }) => `${name} está en una pausa${untilEs(until)}.`,
  offered: ({ name }) => `${name} ya está al teléfono con nosotros.`,
  'in-contact': ({ name }) => `${name} está en un contacto.`,
  'wrap-up': ({ name, until }) => `${name} está cerrando un contacto${untilEs(until)}.`,
  resting: ({ name, until }) => `${name} está descansando${untilEs(until)}.`,
  'time-to-rest': ({ name }) => `Es hora de que ${name} descanse.`,
  untrained: ({ name }) => `A ${name} le falta un curso que la línea exige.`,
  'trainee-alone': ({ name }) => `${name} está en formación y no hay en la línea nadie ya formado.`,
  'shift-ending': ({ name }) => `El turno de ${name} está por terminar.`,
  language: ({ name, language }) => `${name} no habla ${language}.`,
  'not-matched': ({ name }) => `${name} no se conecta con quien llama.`,
  'leaders-only': ({ name }) =>
    `Las llamadas con número oculto van por ahora solo a responsables de turno, y ${name} no lo es.`,
  passed: ({ name }) => `${name} dejó pasar este contacto.`,
  busy: ({ name }) => `El teléfono de ${name} estaba ocupado.`,
  failed: ({ name }) => `No se pudo llamar a ${name}.`,
  'held-back': ({ name }) => `${name} está libre, y antes se pregunta a otras personas.`,
  ladder: ({ name }) => `${name} está de refuerzo, y aún no es el turno del refuerzo.`,
};
