/** What one may change of oneself, in Spanish. */
import type { MeWords } from './en.ts';

export const meEs: MeWords = {
  entryTitle: 'Cómo me conocen',
  phoneName: 'Nombre que oye quien llama',
  phoneNameHint: 'Si lo deja vacío no oye ninguno. Su propio nombre no se dice nunca a quien llama.',
  phoneNameWrong: 'Eso no es un nombre que se pueda decir.',
  languages: 'Idiomas en que hablo con las personas',
  languagesWrong: 'Hace falta al menos un idioma.',
  languageFirst: 'Las páginas y los mensajes me llegan en',
  channels: 'Estoy para',
  voice: 'llamadas',
  text: 'mensajes',
  channelsWrong: 'Hace falta al menos uno. Para no recibir nada un tiempo, elija Sin llamadas en la página Ahora.',
  save: 'Guardar',
  saved: 'Guardado. Vale desde ahora.',
  changedMeanwhile: ({ name, languages, channels }) =>
    `Mientras tanto sus datos cambiaron en otro lugar. No se sobrescribió nada, y lo que eligió sigue aquí. Ahora dicen: ${name}; ${languages}; ${channels}.`,
  callersHear: ({ name }) => `quien llama oye «${name}»`,
  callersHearNone: 'quien llama no oye ningún nombre',
  takeTheirs: 'Dejarlo así',
  keepMine: 'Guardar lo mío en su lugar',
  remindersTitle: 'Cuándo me recuerdan un turno',
  remindersLead:
    'De nueve de la noche a nueve de la mañana no se escribe a nadie: lo que cae ahí llega la tarde anterior.',
  remindersAsk: 'Me preguntan si estaré',
  remindersAgain: 'Me lo recuerdan otra vez',
  hoursBefore: ({ count }) => (count === 1 ? 'una hora antes' : `${count} horas antes`),
  minutesBefore: ({ count }) => `${count} minutos antes`,
  remindersNone: 'no otra vez',
  remindersSaved: 'Guardado. Los avisos ya planeados se han movido también.',
  calendarTitle: 'Mi calendario',
  calendarLead:
    'Sus turnos pueden aparecer en el calendario que ya usa, y cambiar allí por sí solos. No lleva el nombre de nadie más ni ningún número. Quien tenga la dirección ve cuándo tiene turno, así que guárdela para usted.',
  calendarMake: 'Crear una dirección para mi calendario',
  calendarThere: ({ when }) => `Su calendario tiene dirección desde el ${when}.`,
  calendarUnread: 'Ningún calendario la ha consultado todavía.',
  calendarRead: ({ when }) => `Un calendario la consultó por última vez el ${when}.`,
  calendarOnce:
    'Esta es la dirección. Se muestra solo ahora, porque no guardamos copia; si se pierde, cree aquí una nueva.',
  calendarAddress: 'Dirección de mi calendario',
  calendarCopy: 'Copiar la dirección',
  calendarCopied: 'Copiada.',
  calendarCopyByHand: 'La dirección está seleccionada: cópiela como suele hacerlo en su dispositivo.',
  calendarOpen: 'Abrirla en el calendario de este dispositivo',
  calendarGoogle: 'Google: en una computadora, “Otros calendarios”, el signo más, “Desde URL”, y péguela.',
  calendarApple: 'iPhone, iPad, Mac: ábrala con el enlace de arriba y elija “Suscribirse”.',
  calendarOutlook: 'Outlook: “Agregar calendario”, “Suscribirse desde la web”, y péguela.',
  calendarSlow: 'Algunos calendarios miran solo unas pocas veces al día. Lo urgente le sigue llegando por mensaje.',
  calendarRenew: 'Crear una dirección nueva',
  calendarRenewSays:
    'La dirección anterior deja de servir enseguida, y habrá que dar la nueva a cada calendario que la usa.',
  calendarRenewYes: 'Sí, crear una nueva',
  calendarEnd: 'Terminarla',
  calendarEndSays: 'La dirección deja de servir enseguida. Sus turnos siguen igual.',
  calendarEndYes: 'Sí, terminarla',
  calendarNo: 'No, dejarla',
  leavingTitle: 'Irme',
  leavingLead:
    'Puede irse cuando quiera, y no tiene que decir por qué. Desde el día que elija no tiene ningún turno; después la coordinación le saca de la organización y su número se borra. Hasta entonces puede cambiar de idea.',
  leavingFrom: 'Primer día en que ya no estoy',
  leavingWrong: 'Elija un día dentro del próximo año.',
  leavingNext: 'Ver qué significa',
  leavingOpens: ({ count }) =>
    count === 0
      ? 'Desde entonces no hay ningún turno suyo planeado.'
      : count === 1
        ? 'Un turno suyo quedaría libre enseguida, y se pregunta a otras personas.'
        : `${count} turnos suyos quedarían libres enseguida, y se pregunta a otras personas por los cercanos.`,
  leavingYes: ({ when }) => `Sí, me voy el ${when}`,
  leavingNo: 'No, volver',
  leavingSet: ({ when }) =>
    `Se va el ${when}. Gracias por todo: alguien fue escuchado porque usted estaba. La coordinación lo sabe.`,
  leavingStay: 'Me quedo, después de todo',
};
