/** Lo que le espera a una línea, en español. */
import type { ForecastWords } from './en.ts';

const callers = (count: number) =>
  count < 0.5 ? 'casi ninguna llamada' : count < 1.5 ? 'más o menos 1 llamada' : `unas ${Math.round(count)} llamadas`;
const nth = [
  'una primera persona',
  'una segunda persona',
  'una tercera persona',
  'una cuarta persona',
  'una quinta persona',
];
const oneMore = (have: number, lost: number, lostThen: number) => {
  const person = nth[have] ?? 'una persona más';
  if (Math.round(lostThen) === Math.round(lost)) return `${person} cambiaría poco`;
  return `con ${person}, ${lostThen < 0.5 ? 'casi ninguna' : Math.round(lostThen)}`;
};
/** Los días de la semana van en minúscula, también donde empieza una frase. */
const begun = (sentence: string) => sentence.charAt(0).toLocaleUpperCase('es') + sentence.slice(1);

export const forecastEs: ForecastWords = {
  line: 'Línea',
  week: 'Semana del',
  weeks: 'Cuánto',
  weekCount: ({ count }) => (count === 1 ? '1 semana' : `${count} semanas`),
  print: 'Imprimir',
  toRoster: 'Abrir el cuadro de estos días',
  ofDraft: 'Esto es un borrador: solo lo ve quien planifica.',
  working: 'Calculando lo que viene. La primera vez de cada día tarda unos segundos…',
  none: 'Aún no se ha contado ninguna llamada a esta línea, así que nada se puede decir de los días que vienen. Vuelva después de la primera tarde de llamadas; cada semana lo hace más seguro.',
  noneOpen: 'La línea está cerrada todos estos días.',
  short: ({ weeks }) =>
    `Por ahora solo se conocen ${weeks} de llamadas. La forma de una semana aún es dudosa: tome estos números como una primera idea; la banda es ancha por eso.`,
  losesAt: ({ when, have, lost, lostWithOneMore }) =>
    `${begun(when)}: se perderían ${callers(lost)}; ${oneMore(have, lost, lostWithOneMore)}.`,
  draftLoses: ({ lost, when, have, lostWithOneMore }) =>
    `Este borrador perdería ${callers(lost)} el ${when}; ${oneMore(have, lost, lostWithOneMore)}.`,
  rosterLoses: ({ lost, when, have, lostWithOneMore }) =>
    `Este cuadro perdería ${callers(lost)} el ${when}; ${oneMore(have, lost, lostWithOneMore)}.`,
  andAt: ({ lost, when, have, lostWithOneMore }) =>
    `${begun(when)}: ${callers(lost)}; ${oneMore(have, lost, lostWithOneMore)}.`,
  whole: ({ lost, expected }) =>
    `En todo momento hay tantas personas como hacen falta. De unas ${Math.round(expected)} llamadas se perderían aun así: ${callers(lost)}.`,
  nearlyWhole: ({ lost, expected }) =>
    `A veces hay una persona menos de las que hacen falta, pero apenas se pierde una llamada por eso: de unas ${Math.round(expected)}, en total ${callers(lost)}.`,
  lostMeans: 'Se pierde quien cuelga antes de que alguien quede libre, o llama cuando no hay nadie.',
  seeAhead: 'Ver los días que vienen',
  placeExpects: ({ expected, lost }) =>
    `En este turno se esperan unas ${expected} llamadas; con quienes están entonces se perderían: ${callers(lost)}.`,
  placeOneMore: ({ lost }) => `Con una persona más: ${callers(lost)}.`,
  calls: 'Llamadas en media hora',
  people: 'Personas',
  keyExpected: 'se esperan',
  keyBand: 'ocho de cada diez veces dentro de esta banda',
  keyHave: 'están, según el cuadro',
  keyNeed: 'hacen falta',
  keyShort: 'son pocas',
  closed: 'cerrada',
  today: 'hoy',
  callsAtTop: ({ count }) => (count === '1' ? '1 llamada' : `${count} llamadas`),
  peopleAtTop: ({ count }) => (count === 1 ? '1 persona' : `${count} personas`),
  dayPicture: ({ day, expected, peak, need, short }) =>
    `${day}: unas ${expected} llamadas, las más hacia las ${peak}; ${need === 1 ? 'hace falta 1 persona' : `hacen falta hasta ${need} personas`}. ${short === '' ? 'Están todas.' : `Son pocas: ${short}.`}`,
  shortBy: ({ when, short }) => (short === 1 ? `${when}: falta 1` : `${when}: faltan ${short}`),
  nobodyOn: 'no hay nadie',
  overloaded: 'más trabajo que personas',
  asTable: 'Lo mismo en una tabla',
  tableOf: ({ week }) => `Media hora a media hora, ${week}`,
  time: 'Hora',
  expected: 'Llamadas',
  needed: 'Hacen falta',
  neededAtMost: 'Si nadie colgara',
  have: 'Están',
  lost: 'Se pierden',
  basisTitle: 'En qué se apoya',
  history: ({ from, to, weeks }) =>
    `${weeks} de llamadas de esta misma línea, del ${from} al ${to}. Quien colgó durante el saludo no cuenta; lo que habría llegado mientras la línea estaba cerrada por un feriado, o en pausa, no lo sabe nadie.`,
  weeksLong: ({ weeks }) => (weeks === '1' ? '1 semana' : `${weeks} semanas`),
  silent: ({ count }) =>
    count === 1
      ? 'En 1 día no llegó ni una llamada; se toma por desconocido.'
      : `En ${count} días no llegó ni una llamada; se toman por desconocidos.`,
  handle: ({ minutes, talks }) =>
    `Una llamada ocupa a su persona ${minutes} minutos en promedio: la conversación, y luego la pausa o el descanso (de ${talks} conversaciones).`,
  handleAssumed: ({ minutes }) =>
    `Se conocen muy pocas conversaciones para decir cuánto ocupa cada una; se suponen ${minutes} minutos, pausa incluida.`,
  patience: ({ minutes, hungUp }) =>
    `Quien llama está dispuesto a esperar unos ${minutes} minutos (de ${hungUp} que colgaron, y de quienes no).`,
  patienceAssumed: ({ minutes }) =>
    `Han colgado muy pocos para decir cuánto se está dispuesto a esperar; se suponen ${minutes} minutos.`,
  target: ({ percent, seconds }) =>
    `Hacen falta tantas personas como para que el ${percent} de quienes llaman hable con alguien en ${seconds} segundos (Erlang A). La tabla dice también cuántas si nadie colgara (Erlang C).`,
};
