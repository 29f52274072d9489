/** Every string of the page on which coordinators say yes or no and ask for wishes, in Spanish. */
import type { MovesWords } from './en.ts';
import { theMoment } from '../clock-es.ts';

export const movesEs: MovesWords = {
  waits: 'Lo que le espera',
  waitsNothing:
    'No espera nada. Lo que alguien pide llega aquí, y también está en la lista de lo que necesita atención.',
  takes: ({ person, shift, line }) => `${person} tomaría ${shift}, ${line}.`,
  held: ({ holder }) => `Hasta entonces es de ${holder}.`,
  heldByNobody: 'Le falta gente.',
  goesBack: ({ holder, shift }) => `${holder} toma ${shift} a cambio.`,
  breaks: ({ rule }) => `Pasa un límite: ${rule}. Permitirlo queda en el registro con su nombre.`,
  asksAway: ({ person, from, to }) =>
    from === to ? `${person} pide no estar el ${from}.` : `${person} pide no estar del ${from} al ${to}.`,
  opens: ({ count }) =>
    count === 0
      ? 'Ningún turno quedaría libre.'
      : count === 1
        ? 'Un turno quedaría libre:'
        : `${count} turnos quedarían libres:`,
  approve: 'Decir que sí',
  allow: 'Permitirlo de todos modos',
  refuse: 'Decir que no',
  reason: 'Su motivo, que leen las personas interesadas',
  word: 'Unas palabras, si quiere',
  sendNo: 'Enviar el no',
  back: 'Volver',
  done: 'Hecho. Las personas interesadas lo sabrán, no en su noche.',
  decidedAlready: 'Alguien ya lo contestó, o se retiró. No cambió nada.',
  gone: 'Eso ya no es posible, y quien lo pidió lo sabrá.',
  overCap: ({ rule }) => `Ahora pasa un límite: ${rule}. No cambió nada.`,

  lines: 'Lo que hay que preguntar',
  linesLead: 'Sin esto, los turnos cambian de manos en cuanto alguien dice que sí, y los días libres valen enseguida.',
  lineMoves: 'Un turno cambia de manos solo cuando la coordinación dice que sí',
  saveLine: 'Guardar esto',
  lineTimeOff: 'Los días libres que dejan un turno sin gente se preguntan primero',

  rounds: 'Deseos para un mes',
  roundsLead:
    'Quien podría tener turno allí recibe un mensaje, no en su noche, y un recordatorio un día antes del final. Usted ve cuántas personas han contestado, nunca quiénes.',
  line: 'Línea',
  month: 'Mes',
  until: 'Hasta la noche del',
  ask: 'Preguntar por los deseos',
  monthWrong: 'Un mes por venir, dentro de un año, por el que no se haya preguntado.',
  untilWrong: 'Un día por venir, antes de que empiece el mes.',
  asked: ({ count }) => (count === 1 ? 'Se pregunta a una persona.' : `Se pregunta a ${count} personas.`),
  askedAlready: 'Esa línea ya preguntó por ese mes. No se preguntó a nadie de nuevo.',
  nobody: 'No hay nadie que pudiera tener turno allí. No se preguntó a nadie.',
  roundsNone: 'Todavía no se ha preguntado a nadie.',
  round: ({ line, month }) => `${line}, ${month}`,
  roundCount: ({ answered, asked }) => `Han contestado ${answered} de ${asked}.`,
  roundUntil: ({ when }) => `Abierta hasta ${theMoment(when)}.`,
  roundOver: ({ when }) => `Terminada desde ${theMoment(when)}; lo que se dijo cuenta para los planes.`,
  end: 'Terminarla ahora',
};
