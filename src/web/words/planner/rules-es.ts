/** Rules, reasons and ways out in Spanish, as the roster page says them. */
import type { rosterRulesEn } from './rules-en.ts';

export const rosterRulesEs: typeof rosterRulesEn = {
  rules: {
    availability: ({ name, places }) =>
      `${name} no ha dicho que puede el ${places}. Pregúntele o elija a otra persona.`,
    'time-off': ({ name, places }) => `${name} está fuera el ${places}. El lugar queda abierto: elija a otra persona.`,
    training: ({ name, places }) =>
      `A ${name} le falta una formación que pide esta línea, el ${places}. Elija a alguien que la tenga o renuévela.`,
    'trainee-alone': ({ name, places }) =>
      `${name} está en formación y no hay nadie con experiencia a su lado el ${places}. Añada a alguien.`,
    rest: ({ name, places, value, limit }) =>
      `${name} descansaría ${value} horas entre ${places}; hacen falta ${limit}. Quítele uno de los dos.`,
    'shift-hours': ({ name, places, value, limit }) =>
      `${name} trabajaría ${value} horas sin pausa (${places}); lo más son ${limit}. Repártalo entre dos personas.`,
    'hours-per-week': ({ name, places, value, limit }) =>
      `${name} tiene ${value} horas en una semana (${places}); lo más son ${limit}. Dé uno de estos turnos a otra persona.`,
    'shifts-per-week': ({ name, places, value, limit }) =>
      `${name} tiene ${value} turnos en una semana (${places}) y quiere como mucho ${limit}. Dé uno a otra persona.`,
    'nights-per-week': ({ name, places, value, limit }) =>
      `${name} tiene ${value} noches en una semana (${places}) y quiere como mucho ${limit}. Dé una a otra persona.`,
    'days-in-row': ({ name, places, value, limit }) =>
      `${name} trabaja ${value} días seguidos (${places}); lo más son ${limit}. Deje un día libre en medio.`,
    'nights-in-row': ({ name, places, value, limit }) =>
      `${name} tiene ${value} noches seguidas (${places}); lo más son ${limit}. Deje una noche libre en medio.`,
    overlap: ({ name, places }) => `${name} está en dos lugares a la vez: ${places}. Quítele uno.`,
    overfilled: ({ places, value, limit }) =>
      `Hay ${value} personas el ${places}, donde hacen falta ${limit}. Quite a una o pida más.`,
  },
  ruleOther: ({ name, places }) => `Se incumple una regla para ${name} el ${places}.`,
  reasons: {
    'already-there': 'ya está ahí',
    'no-times-given': 'no ha dicho cuándo puede',
    'not-available': 'no puede a esa hora',
    'time-off': 'tiene días libres',
    training: 'le falta una formación',
    'trainee-alone': 'está en formación y aún no hay nadie con experiencia',
    rest: 'muy poco descanso antes o después',
    'shift-hours': 'demasiado tiempo sin pausa',
    'hours-per-week': 'demasiadas horas esa semana',
    'shifts-per-week': 'demasiados turnos esa semana',
    'nights-per-week': 'demasiadas noches esa semana',
    'days-in-row': 'demasiados días seguidos',
    'nights-in-row': 'demasiadas noches seguidas',
    overlap: 'está en otro lugar a esa hora',
  },
  reasonBy: ({ why, value, limit }) => `${why} (${value}, límite ${limit})`,
  reasonCourses: ({ courses }) => `le falta la formación ${courses}`,
  somebody: 'Alguien',
  andMore: ({ places, count }) => `${places} y ${count} más`,
  and: ' y ',
  limits: {
    hoursPerWeek: ({ more }) => `${more} horas más por semana`,
    shiftsPerWeek: ({ more }) => `${more} turnos más por semana`,
    nightsPerWeek: ({ more }) => `${more} noches más por semana`,
  },
  wayLimits: ({ names, what }) => `Pida a ${names}: ${what}.`,
  wayTimes: ({ names }) => `Pregunte si pueden a esa hora: ${names}.`,
  wayTraining: ({ names, courses }) => `Forme a ${names}: ${courses}.`,
  whyCounted: ({ count, why }) => `${count}: ${why}`,
  noWayOut: 'Ningún cambio de una sola persona lo cubriría.',
};
