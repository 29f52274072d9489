/** How a line is covered and its shifts shared out, in Spanish. */
import type { FairnessWords } from './en.ts';

export const fairnessEs: FairnessWords = {
  line: 'Línea',
  days: ({ from, to, first }) => `El plan del ${from} al ${to}, y las ocho semanas anteriores, desde el ${first}.`,
  ofDraft: 'Esto es un borrador: solo lo ve quien planifica.',
  none: 'No hay nada planeado en esta línea en estas semanas.',
  coverTitle: '¿Está cubierto lo que hace falta?',
  coverAll: 'En el plan hay alguien para todo lo que hace falta.',
  coverSome: ({ percent, open }) =>
    `En el plan hay alguien para el ${percent} de las horas que hacen falta; quedan libres ${open}.`,
  needsMissed: ({ count }) =>
    count === 1
      ? 'Una vez no hay nadie que hable o sepa lo que se pide.'
      : `${count} veces no hay nadie que hable o sepa lo que se pide.`,
  weeksTitle: 'Semana a semana',
  weekDone: 'hasta ahora',
  weekPlanned: 'plan',
  weekOf: ({ day }) => `Semana del ${day}`,
  allThere: 'todo cubierto',
  open: ({ percent, open }) => `${percent}, ${open} libres`,
  missed: ({ count }) => (count === 1 ? 'falta 1 requisito' : `faltan ${count} requisitos`),
  slotsTitle: 'Por día y hora, en el plan',
  slotsPicture: ({ slots, whole }) =>
    `Cobertura por día de la semana y hora: ${whole} de ${slots} franjas están cubiertas del todo. La tabla de abajo dice cada una.`,
  slotsLead:
    'Cuánto de lo que hace falta está cubierto. Una estrella marca dónde no hay nadie que hable o sepa lo que se pide.',
  asTable: 'Lo mismo en una tabla',
  week: 'Semana',
  needed: 'Hace falta',
  there: 'Cubierto',
  needs: 'Requisitos que faltan',
  day: 'Día',
  time: 'Hora',
  nothing: 'no hace falta',
  hours: ({ hours }) => `${hours} h`,
  sharesTitle: 'Quién tiene cuánto',
  sharesLead:
    'El objetivo propio de cada persona es su parte de todo lo que hubo y está planeado, según el tiempo que ofreció. Ayuda a planificar con cuidado y no mide a nadie: las personas aparecen por nombre, y solo lo ven quienes coordinan.',
  showHours: 'Horas',
  showNights: 'Noches',
  showWeekends: 'Turnos de fin de semana',
  keyDone: 'hasta ahora',
  keyPlanned: 'planeado',
  keyTarget: 'objetivo propio',
  name: 'Nombre',
  share: ({ done, planned, target }) => `${done} hasta ahora + ${planned} planeado, objetivo ${target}`,
  shareAlone: ({ done, planned }) => `${done} hasta ahora + ${planned} planeado`,
  noTimes: 'no dio horarios',
  people: 'Nadie ofreció horarios ni tuvo turno en estas semanas.',
  print: 'Imprimir',
};
