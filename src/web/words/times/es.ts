/** Every string of the page on which one says when one can, in Spanish. */
import type { TimesWords } from './en.ts';
import { theMoment } from '../clock-es.ts';

const hours = (count: number) => (count === 1 ? '1 hora' : `${count} horas`);

export const timesEs: TimesWords = {
  lead: ({ zone }) =>
    `Pinte las horas en que podría estar de turno, según su reloj (${zone}). Con ellas se planean los turnos. No compromete a nada.`,
  brush: 'Pintar con',
  wishes: { preferred: 'con gusto', fine: 'bien', reluctant: 'si hace falta', none: 'no' },
  mixed: 'en parte',
  week: 'Mi semana',
  weekHelp:
    'Toque las horas o arrastre sobre ellas. Con el teclado: las flechas y después Intro; con Mayúsculas y una flecha se sigue pintando.',
  hour: 'Hora',
  days: {
    MO: 'lunes',
    TU: 'martes',
    WE: 'miércoles',
    TH: 'jueves',
    FR: 'viernes',
    SA: 'sábado',
    SU: 'domingo',
  },
  shortDays: { MO: 'lun', TU: 'mar', WE: 'mié', TH: 'jue', FR: 'vie', SA: 'sáb', SU: 'dom' },
  cell: ({ day, from, until, wish }) => `${day} de ${from} a ${until}: ${wish}`,
  chooseDay: 'Día',
  exact: 'Pintar de una hora a otra',
  exactDay: 'Día',
  exactFrom: 'Desde',
  exactUntil: 'Hasta',
  nextDay: ({ time }) => `${time} del día siguiente`,
  exactPaint: 'Pintar',
  copyDay: ({ day }) => `Que todos los días sean como el ${day}`,
  total: ({ count }) =>
    count === 0
      ? 'No hay ninguna hora pintada. Sin ellas, solo se le planea donde alguien le pregunta.'
      : `${hours(count)} por semana.`,
  window: ({ days, from, until, wish }) => `${days}, de ${from} a ${until}: ${wish}`,
  notSaved: 'Ha pintado algo que todavía no está guardado.',
  save: 'Guardar mi semana',
  startAgain: 'Volver a lo guardado',
  saved: 'Guardado.',
  changedMeanwhile:
    'Mientras tanto sus horas cambiaron en otro lugar. No se sobrescribió nada, y lo que pintó sigue aquí.',
  keepMine: 'Guardar lo mío en su lugar',
  takeTheirs: 'Mostrar lo guardado',

  away: 'Cuando no estoy',
  awayLead: 'Un solo día o unas vacaciones enteras. En esos días no tiene ningún turno, diga lo que diga la semana.',
  awayNone: 'No ha dicho de ningún día que no está.',
  awayDay: ({ day }) => day,
  awayDays: ({ from, to }) => `${from} a ${to}`,
  awayFrom: 'Primer día',
  awayTo: 'Último día',
  awayToHint: 'El mismo que el primero si es un solo día.',
  awayWrong: 'El último día no puede ser anterior al primero ni haber pasado, y como mucho falta un año.',
  opensNone: 'Ninguno de sus turnos empieza en esos días.',
  opensSome: ({ count }) =>
    count === 1
      ? 'Este turno suyo quedaría libre enseguida. Se pregunta a otras personas, y la coordinación lo ve:'
      : `Estos ${count} turnos suyos quedarían libres enseguida. Se pregunta a otras personas, y la coordinación lo ve:`,
  goAway: 'No estoy en esos días',
  stay: 'Sí estoy, después de todo',
  awaySaid: 'Anotado. Que lo pase bien.',
  staySaid: 'Anotado. Lo que nadie tomó mientras tanto vuelve a ser suyo.',
  awayChanged: 'Mientras tanto sus horas cambiaron en otro lugar. No se sobrescribió nada; mire de nuevo, por favor.',

  awayAsked: 'Preguntado. La coordinación dice sí o no y le avisa en todo caso. Hasta entonces sus turnos son suyos.',
  awayWaits: 'Preguntado; la coordinación todavía no ha contestado.',
  awayRefused: ({ reason }) => `Esta vez no puede ser: ${reason}`,
  awayNoMore: 'Ya no lo pido',
  awayRead: 'Lo he leído',
  opensAsked: ({ count }) =>
    count === 1
      ? 'Este turno suyo quedaría libre, así que primero se pregunta a la coordinación:'
      : `Estos ${count} turnos suyos quedarían libres, así que primero se pregunta a la coordinación:`,

  roundAsks: ({ line, month }) => `${line} planea ${month} y pregunta por sus fechas.`,
  roundUntil: ({ when }) => `Puede decirlo hasta ${theMoment(when)}.`,
  roundAnswered: 'Ya ha contestado; todavía puede cambiarlo.',
  roundNoAnswer: 'Todavía no ha dicho nada.',
  roundGo: 'A las fechas',
  dates: 'Fechas sueltas',
  datesLead:
    'Lo que diga de una fecha vale en lugar de su semana: sus horas de ese día con ese deseo, o el día entero si su semana no tiene ninguna.',
  monthBefore: 'Mes anterior',
  monthNext: 'Mes siguiente',
  dateBrush: 'Pintar fechas con',
  dateWishes: {
    preferred: 'con gusto',
    fine: 'bien',
    reluctant: 'si hace falta',
    not: 'de ningún modo',
    week: 'como mi semana',
  },
  dateCell: ({ date, wish }) => `${date}: ${wish}`,
  saveDates: 'Guardar estas fechas',
  datesNothing: 'No tengo nada que añadir: vale mi semana',
  datesStand: 'El plazo ha terminado, y lo que dijo vale. Una fecha todavía puede pasar a ser una en la que no puede.',
  datesClosed: 'El plazo ha terminado, y lo que dijo vale. No ha cambiado nada; solo se puede añadir “de ningún modo”.',
};
