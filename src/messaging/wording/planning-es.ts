/** Texts about moves that wait for a yes, days away that were asked for or written down by others, and wishes for a month, in Spanish (R6, P4). */
import type { planningEn } from './planning-en.ts';

export const planningEs: typeof planningEn = {
  takeAsked: ({ shift, line }) =>
    `Gracias. La coordinación mira primero ${shift}, ${line}, y le avisa en todo caso. Hasta entonces no es suyo. Para deshacerlo, envíe UNDO en 10 minutos.`,
  swapWaits: ({ shift, line, otherShift }) =>
    `Gracias. La coordinación lo mira primero: ${shift}, ${line}, por ${otherShift}. Le avisa en todo caso; hasta entonces no cambia nada. Para deshacerlo, envíe UNDO en 10 minutos.`,
  moveAsked: ({ shift }) => `Alguien tomaría ${shift}. La coordinación lo mira primero. Es suyo hasta que le avisemos.`,
  moveApproved: ({ shift, line }) =>
    `La coordinación está de acuerdo: ${shift}, ${line}, es suyo. Gracias. Envíe SHIFTS para ver todos los suyos.`,
  swapApproved: ({ shift, line, otherShift }) =>
    `La coordinación está de acuerdo: ${shift}, ${line}, es suyo, y ${otherShift} ya no. Gracias. Envíe SHIFTS para ver todos los suyos.`,
  moveRefused: ({ shift, reason }) =>
    `Gracias por ofrecerse para ${shift}. Esta vez no puede ser: ${reason} Para usted no cambia nada.`,
  moveNotNow: ({ shift, reason }) =>
    `${shift} sigue siendo suyo por ahora. Alguien lo habría tomado, y la coordinación no pudo estar de acuerdo: ${reason}`,
  moveOver: ({ shift }) => `${shift} ya no busca a nadie. Para usted no cambia nada. Gracias por ofrecerse.`,
  overCapAsk: ({ reason }) =>
    `Ese turno no sería bueno para usted: ${reason}. La coordinación puede verlo con usted: responda 1 para preguntar, 2 para dejarlo.`,
  overCapLeft: () => 'Bien. Para usted no cambia nada. Gracias por ofrecerse.',

  // Days away, asked for and answered
  timeOffYes: ({ dates }) => `La coordinación está de acuerdo: usted no está ${dates}. Que lo pase bien.`,
  timeOffYesSaying: ({ dates, reason }) =>
    `La coordinación está de acuerdo: usted no está ${dates}. Le dice: ${reason}`,
  timeOffNo: ({ dates, reason }) =>
    `Pidió no estar ${dates}. Esta vez no pudo ser: ${reason} Sus turnos siguen siendo suyos; puede ofrecerlos con COVER, o hablar con la coordinación.`,
  // Days away that a coordinator wrote down, or ended
  timeOffSet: ({ dates, list }) =>
    `La coordinación anotó que usted no está ${dates}.\n${list}\nSi no es así, quítelo en la página Cuándo puedo, o envíe TALK y alguien le llama.`,
  timeOffSetOnly: ({ dates }) =>
    `La coordinación anotó que usted no está ${dates}. No tiene turnos entonces. Si no es así, quítelo en la página Cuándo puedo, o envíe TALK y alguien le llama.`,
  timeOffEnded: ({ dates, list }) =>
    `La coordinación quitó su ausencia: vuelve a contar con usted ${dates}.\n${list}\nSi no es así, dígalo en la página Cuándo puedo, o envíe TALK y alguien le llama.`,
  timeOffEndedOnly: ({ dates }) =>
    `La coordinación quitó su ausencia: vuelve a contar con usted ${dates}. No tiene turnos entonces. Si no es así, dígalo en la página Cuándo puedo, o envíe TALK y alguien le llama.`,

  // Wishes for a month
  wishesAsked: ({ line, month, until }) =>
    `${line} planea ${month}. ¿Qué fechas le vienen bien, y cuáles no? Dígalo en la página Cuándo puedo, ${until} a más tardar. No decir nada también está bien: entonces vale su semana de siempre.`,
  wordFromCoordinators: ({ message }) => `Del equipo coordinador: ${message}`,

  wishesReminder: ({ line, month, until }) =>
    `Sus fechas de ${month} en ${line} se pueden decir ${until} a más tardar, en la página Cuándo puedo. No decir nada también está bien.`,
};
