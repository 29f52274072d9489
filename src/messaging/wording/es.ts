/** Every text message in Spanish: short, plain, no blame (V11). */
import type { TextWording } from './en.ts';
import { planningEs } from './planning-es.ts';

export const es: TextWording = {
  // A conversation, as the texter sees it (T1)
  hello: ({ line, crisis, number }) =>
    `Esto es ${line}. Una persona voluntaria que ha pasado por momentos parecidos le responderá aquí. No es una línea de crisis: ${crisis} está en el ${number}. Envíe CALL ME para una llamada, DONE para terminar, STOP para no recibir más mensajes.`,
  helloUnstaffed: ({ line, when, crisis, number }) =>
    `Esto es ${line}. Ahora no hay nadie para responder, y lo sentimos. Volvemos ${when}. Puede llamar a ${crisis}, al ${number}. Envíe CALL ME para que le llamemos.`,
  stillLooking: () => 'Seguimos buscando a alguien que le responda. Envíe CALL ME si prefiere una llamada.',
  peerHere: () => 'Ya hay alguien aquí con usted.',
  peerChanged: () => 'La persona voluntaria tuvo que irse. Otra persona sigue con usted y puede leer desde aquí.',
  backLater: ({ when, crisis, number }) =>
    `La persona voluntaria tuvo que irse, y ahora no hay nadie más. Volvemos ${when}. Mientras tanto puede llamar a ${crisis}, al ${number}.`,
  backLaterUnknown: ({ crisis, number }) =>
    `Ahora no hay nadie, y lo sentimos. Aún no sabemos cuándo volvemos. Puede llamar a ${crisis}, al ${number}.`,
  paused: ({ crisis, number }) =>
    `Tuvimos que hacer una pausa en esta línea por un tiempo, y lo sentimos. Puede llamar a ${crisis}, al ${number}.`,
  reason: ({ reason }) => reason,
  overLimit: () =>
    'Hoy ya hemos hablado algunas veces, y nos alegra que escriba. Primero pasan quienes aún no han tenido turno, así que puede tardar más.',
  blocked: ({ until, crisis, number }) =>
    `Por ahora no podemos recibir sus mensajes. Esto termina por sí solo ${until}. Puede llamar a ${crisis}, al ${number}. Si cree que es un error, llame y deje un mensaje de voz: la coordinación lo revisará.`,
  languageUnstaffed: ({ language, other }) =>
    `Ahora nadie aquí escribe ${language}. Puede esperar, escribir en ${other}, o enviar CALL ME para que le llamemos.`,
  conversationClosed: () =>
    'Esta conversación queda cerrada. Gracias por escribir. Puede volver a escribir cuando quiera.',
  conversationQuiet: () =>
    'Ha habido silencio por un día, así que cerramos esta conversación. Puede volver a escribir cuando quiera.',
  mediaRefused: () => 'Aquí no podemos abrir fotos, sonidos ni archivos. ¿Podría decirlo con palabras?',
  tooLong: () => 'Ese mensaje era demasiado largo para pasarlo entero. ¿Podría enviarlo en partes?',
  crisisComing: ({ crisis, number }) =>
    `Puede llamar ahora a ${crisis}, al ${number}. La persona voluntaria sigue aquí con usted.`,
  optedOut: ({ line, crisis, number }) =>
    `Ya no recibirá mensajes de ${line}. Si necesita hablar con alguien ahora, puede llamar a ${crisis}, al ${number}. Envíe START para volver a recibirlos.`,
  optedIn: ({ line }) =>
    `${line} puede escribirle de nuevo. Escriba cuando quiera, y STOP para no recibir más mensajes.`,
  about: ({ line, crisis, number }) =>
    `${line} es apoyo entre iguales por mensaje y teléfono. Una persona voluntaria le responderá aquí. No es una línea de crisis: ${crisis} está en el ${number}. STOP para no recibir más mensajes.`,
  sorry: ({ crisis, number }) =>
    `Lo sentimos, algo falló de nuestro lado. Por favor, escriba de nuevo en unos minutos. Puede llamar a ${crisis}, al ${number}.`,

  callUs: () =>
    'Si prefiere hablar, también puede llamar a este número cuando estemos disponibles. Alguien puede seguir escribiéndole aquí.',

  // Callbacks by text (C1); nothing that says who called
  callbackMessageSafe: () =>
    'Llamaremos a este número. Si nadie contesta, ¿es seguro dejar un mensaje corto que no diga quiénes somos? Responda 1 si es seguro, 2 si no.',
  callbackWhen: () =>
    '¿Cuándo le llamamos? Responda 1 para cuando alguien esté libre, o escriba una hora, como 7:30 PM.',
  callbackTimeUnclear: () =>
    'No entendimos esa hora. Escríbala así: 7:30 PM. O responda 1 para cuando alguien esté libre.',
  callbackTimeQuiet: ({ start, end }) =>
    `No llamamos por la noche, de ${start} a ${end}. Por favor, escriba otra hora.`,
  callbackTimeClosed: () => 'A esa hora no estamos. Escriba otra hora, o responda 1 para cuando alguien esté libre.',
  callbackPromised: ({ until }) =>
    `Le llamaremos en cuanto alguien esté libre. Conserva su lugar en la fila. Lo intentaremos hasta ${until}.`,
  callbackPromisedAt: ({ when, until }) => `Le llamaremos ${when}. Si no lo logramos, lo intentaremos hasta ${until}.`,
  callbackQuestionOver: () =>
    'Esa pregunta nuestra ya no vale. Envíe CALL ME si quiere una llamada, o simplemente escríbanos aquí.',
  callbackAlready: ({ until }) => `Ya le prometimos llamarle. La promesa vale hasta ${until}.`,
  callbackMissed: ({ until }) => `No le encontramos ahora. Lo intentaremos de nuevo, hasta ${until}.`,
  callbackOver: () => 'No logramos encontrarle, y lo sentimos. Envíe CALL ME y lo intentaremos otra vez.',

  // A volunteer's words and what they bring about (T4)
  on: () => 'Sus llamadas están activadas. Gracias.',
  onOffShift: ({ when }) => `Sus llamadas están activadas. Su próximo turno comienza ${when}.`,
  onNoShift: () =>
    'Sus llamadas están activadas. No tiene turno planeado; a la reserva solo se le llama cuando los demás no pueden.',
  onUntrained: ({ course }) =>
    `Gracias. Las llamadas llegarán cuando complete o renueve el curso "${course}". La coordinación le dirá cómo.`,
  onResting: ({ until }) =>
    `Gracias, lo recordaremos. Tiene descanso, y se le ofrecerán llamadas desde ${until}. OFF siempre está bien.`,
  onRestingToTheEnd: ({ until }) => `Gracias. Tiene descanso hasta ${until}.`,
  off: () => 'Sus llamadas están detenidas. Gracias por todo lo que hace. Envíe ON cuando vuelva.',
  breakBegun: ({ until }) => `Disfrute su pausa. Dura hasta ${until}. Envíe ON para volver antes.`,
  breakHow: () => 'Una pausa dura de 1 a 240 minutos: envíe BREAK 20, o solo BREAK para 20 minutos. Nada ha cambiado.',
  breakOver: () => 'Su pausa terminó, y pueden llegar llamadas. Envíe OFF o BREAK 20 si necesita más tiempo.',
  breakAfterMissed: ({ until }) =>
    `Dos de nuestras llamadas no le encontraron, así que tiene una pausa hasta ${until}. No pasa nada. Envíe ON para volver antes.`,
  moreOrOff: ({ until }) =>
    `Su descanso dura hasta ${until}. Para después, envíe MORE para más llamadas, u OFF para terminar por hoy. Sin respuesta, descansa un poco más.`,
  restLonger: ({ until }) =>
    `Descansa un poco más, hasta ${until}. Envíe MORE para más llamadas, u OFF para terminar por hoy.`,
  restOver: () => 'Su descanso terminó, y pueden llegar llamadas. OFF siempre está bien.',
  pauseNudge: () => 'Lleva dos horas acompañando a otras personas. ¿Qué tal una pausa? Envíe BREAK 20.',
  lastQuarter: ({ until }) =>
    `Su turno termina ${until}. Ya no llegan llamadas nuevas, a menos que envíe MORE. Gracias por estar aquí.`,
  strainedNudge: () =>
    'Últimamente ha cargado con mucho. Puede ser hora de descansar: envíe OFF o BREAK 30. Las dos cosas están bien.',
  spentConsent: () =>
    'Últimamente ha cargado con tanto que le dejamos descansar. Si aun así quiere llamadas hoy, envíe MORE.',
  shiftBegunAskOn: ({ line, until }) =>
    `Su turno en ${line} ha comenzado y dura hasta ${until}. Envíe ON cuando pueda tomar llamadas.`,
  backupNeeded: ({ line, until }) =>
    `Usted apoya en ${line}, y ahora pueden llegarle llamadas antes, hasta ${until}. OFF y BREAK 20 siempre están bien.`,
  overrideAsked: ({ name }) =>
    `${name} pregunta si tomaría llamadas aunque por ahora no se las pasemos. Si quiere, envíe MORE. No responder es decir que no, y está bien.`,
  callInAsked: ({ line, until }) =>
    `A ${line} le vendría bien una persona más ahora, hasta ${until}. ¿Podría venir? Responda 1 si puede, 2 si no. No responder también está bien.`,
  callInOn: ({ line, until }) =>
    `Gracias. Está de turno en ${line} hasta ${until}, y ya pueden llegarle llamadas. OFF y BREAK 20 siempre están bien.`,
  callInSettled: () => 'Ya está resuelto y nadie tiene que venir. Gracias por estar ahí.',
  callInDeclined: () => 'Gracias por avisarnos. Disfrute de su tiempo.',
  callInCannot: () =>
    'Gracias por ofrecerse. Ahora no le haría bien: quizá necesita descanso, o un curso. Preguntamos a otras personas.',
  thankYouForYou: ({ count }) =>
    count === 1
      ? 'Desde su último turno, una persona le dio las gracias.'
      : `Desde su último turno, ${count} personas le dieron las gracias.`,

  // Shifts
  shifts: ({ list }) => `Sus turnos:\n${list}\nEnvíe COVER para ofrecer el primero.`,
  noShifts: () => 'No tiene ningún turno planeado.',
  openShifts: ({ list }) => `Turnos libres:\n${list}\nEnvíe TAKE y un número, como TAKE 1.`,
  noOpenShifts: () => 'Ahora no hay ningún turno libre.',
  coverAsked: ({ shift }) =>
    `${shift} queda ofrecido. Sigue siendo suyo hasta que alguien lo tome. Para deshacerlo, envíe UNDO en 10 minutos.`,
  coverNothing: () => 'No tiene ningún turno planeado, así que no hay nada que ofrecer.',
  coverWanted: ({ number, shift, line }) =>
    `Alguien busca quien cubra: ${shift}, ${line}. Envíe TAKE ${number} para tomarlo.`,
  coverFound: ({ shift }) => `Alguien toma ${shift}. Ya no es suyo. Disfrute el tiempo.`,
  coverOpenStill: ({ shift }) =>
    `Nadie ha tomado ${shift} todavía, así que sigue siendo suyo. La coordinación lo sabe.`,
  taken: ({ shift, line }) => `${shift}, ${line}, es suyo. Gracias. Para deshacerlo, envíe UNDO en 10 minutos.`,
  offerMade: ({ name, number, shift, line, until }) =>
    `${name} pregunta si tomaría ${shift}, ${line}. Envíe TAKE ${number} para tomarlo, LEAVE ${number} para dejarlo; las dos cosas están bien. Vale hasta ${until}.`,
  swapAsked: ({ name, number, shift, line, otherShift, until }) =>
    `${name} propone un cambio: usted toma ${shift}, ${line}, y le toman ${otherShift}. Envíe TAKE ${number} para cambiar, LEAVE ${number} para dejarlo; las dos cosas están bien. Vale hasta ${until}.`,
  swapTaken: ({ shift, line, otherShift }) =>
    `Cambiado: ${shift}, ${line}, es suyo, y ${otherShift} ya no. Gracias. Para deshacerlo, envíe UNDO en 10 minutos.`,
  swapDone: ({ shift, otherShift }) =>
    `Cambiado: ${shift} ya no es suyo, y ${otherShift} es suyo ahora. Envíe SHIFTS para ver todos los suyos.`,
  offerLeft: () => 'Gracias por contestar. Para usted no cambia nada.',
  offerNotTaken: ({ shift }) =>
    `${shift} sigue siendo suyo: esta vez nadie lo tomó. Puede ofrecerlo a todas las personas, y la coordinación puede ayudar.`,
  ...planningEs,
  takenMeanwhile: () =>
    'Alguien llegó antes y tiene ese turno. Gracias por ofrecerse. Envíe SHIFTS para ver los suyos.',
  takeUnknown: () => 'No hay ningún turno libre con ese número. Envíe solo TAKE para ver la lista.',
  takeNotPossible: ({ reason }) =>
    `Ese turno no sería bueno para usted: ${reason}. La coordinación puede verlo con usted.`,
  takeNotAVolunteer: () => 'los turnos son para personas voluntarias',
  takeAway: () => 'ese día no está',
  takeAlreadyOn: () => 'ya tiene un turno a esa hora',
  takeLanguage: () => 'necesita un idioma que no nos ha dicho que habla',
  takeUntrained: ({ course }) => `necesita el curso "${course}"`,
  takeTraineeAlone: () => 'no habría nadie a su lado mientras está aprendiendo',
  takeOverShiftHours: ({ count }) => `serían más de ${count} horas sin pausa`,
  takeOverHoursPerWeek: ({ count }) => `serían más de ${count} horas en esa semana`,
  takeOverShiftsPerWeek: ({ count }) => `serían más de ${count} turnos en esa semana`,
  takeOverNightsPerWeek: ({ count }) => `serían más de ${count} noches en esa semana`,
  takeOverRest: ({ count }) => `quedarían menos de ${count} horas de descanso entre dos turnos`,
  takeOverDaysInRow: ({ count }) => `serían más de ${count} días seguidos`,
  takeOverNightsInRow: ({ count }) => `serían más de ${count} noches seguidas`,
  undone: ({ shift }) => `Deshecho. ${shift} está como antes.`,
  undoTooLate: () => 'No hay nada que deshacer de los últimos 10 minutos. La coordinación puede cambiarlo.',
  shiftReminder: ({ shift, line }) => `Su próximo turno: ${shift}, ${line}. Envíe COVER si no puede venir.`,
  shiftReminderAsk: ({ shift, line }) =>
    `Su próximo turno: ${shift}, ${line}. Envíe COMING si viene, o COVER si no puede venir.`,
  rosterChanged: ({ line, list }) =>
    `Sus turnos en ${line} han cambiado.\n${list}\nEnvíe SHIFTS para ver todos los suyos.`,
  rosterGained: ({ shift }) => `Nuevo: ${shift}.`,
  rosterLost: ({ shift }) => `Ya no es suyo: ${shift}.`,
  rosterAgain: ({ shift }) => `Es suyo otra vez: ${shift}.`,
  rosterMoved: ({ was, shift }) => `Cambia de hora: ${was} es ahora ${shift}.`,
  rosterPrimary: ({ shift }) => `Ahora toma llamadas: ${shift}.`,
  rosterBackup: ({ shift }) => `Ahora está de respaldo: ${shift}.`,
  rosterMore: ({ count }) => `Y ${count} más.`,
  comingThanks: ({ shift }) => `Gracias. Hasta entonces: ${shift}.`,
  comingNothing: () => 'Gracias. Ahora ningún turno espera su respuesta. Envíe SHIFTS para ver los suyos.',
  undoTaken: () => 'Alguien ya tomó ese turno, así que aquí no se puede deshacer. La coordinación puede cambiarlo.',

  // Tags, a volunteer's own choice (W1)
  tags: ({ list, others }) =>
    `Sus etiquetas: ${list}. Son decisión suya. DROP y una etiqueta la quita.${others === '' ? '' : ` ADD y una etiqueta la agrega: ${others}.`}`,
  noTags: ({ others }) =>
    `No tiene etiquetas, y está bien así.${others === '' ? '' : ` ADD y una etiqueta la agrega: ${others}.`}`,
  tagOn: ({ tag }) => `Hecho: ${tag} está entre sus etiquetas. Envíe DROP ${tag} cuando quiera quitarla.`,
  tagOff: ({ tag }) => `Hecho: ${tag} ya no está entre sus etiquetas. Envíe ADD ${tag} cuando la quiera de vuelta.`,
  tagNotYours: ({ tag }) => `Nada ha cambiado: ${tag} no está entre sus etiquetas. Envíe TAGS para ver las suyas.`,
  tagHow: () => 'Escriba DROP o ADD y una etiqueta que conozcamos. Nada ha cambiado. Envíe TAGS para verlas.',

  // Conversations, as the volunteer sees them (T1, T5)
  newConversation: ({ language }) =>
    `Alguien escribe en ${language}. Lo que escriba aquí le llega, sin su número. DONE para cerrar, PASS para pasarla, ? para todas las palabras.`,
  answerAwaited: () =>
    'Le han escrito y esperan su respuesta. PASS pasa la conversación a otra persona, DONE la cierra. Las dos cosas están bien.',
  newConversationCall: () => 'Pidió una llamada, y la hemos prometido.',
  conversationOver: () => 'La conversación está cerrada. Gracias por estar ahí.',
  handedOn: () => 'Su conversación pasa ahora a otra persona, para que usted quede libre. Gracias por estar ahí.',
  passedOn: () => 'La conversación pasa a otra persona. Gracias por avisar.',
  texterSilencedUs: () =>
    'La persona ya no quiere nuestros mensajes, así que sus palabras ya no le llegan. Nada de lo que escribió estuvo mal.',
  texterMedia: () => '(Envió una foto o un archivo, que aquí no se puede mostrar.)',
  notDelivered: ({ message }) => `Esto no le llegó: "${message}"`,
  noConversation: () =>
    'No hay ninguna conversación abierta, así que nadie recibió esto. Envíe ? para ver las palabras que hacen algo.',
  confirmWord: ({ word }) =>
    `¿${word} es para nosotros? Responda 1 y lo hacemos. Responda 2 y le llega a la otra persona.`,
  questionOver: ({ message }) =>
    `Nuestra pregunta sobre "${message}" ya no vale: no se hizo nada y no le llegó a nadie. Si todavía lo quiere, envíelo otra vez.`,
  confirmedToTexter: () => 'Le llegó a la otra persona.',
  leaderAsked: () => 'Ya avisamos a la persona a cargo del turno. Le contactará.',
  noLeader: () => 'Nadie a cargo del turno está libre ahora, y lo sentimos. La coordinación verá que lo pidió.',
  crisisSent: ({ crisis }) => `Ya tiene el número de ${crisis}. Por favor, siga con la persona.`,
  abuseNoted: ({ until }) =>
    `La conversación terminó. Usted no merecía eso. Tiene descanso hasta ${until}. Envíe TALK para hablar con la persona a cargo.`,
  words: () =>
    'ON OFF BREAK 20 MORE: sus llamadas. SHIFTS COVER TAKE: sus turnos. TAGS DROP ADD: sus etiquetas. LOAD: cómo va usted. TALK: hablar con alguien a cargo. En una conversación: PASS LEADER CRISIS ABUSE DONE.',
  notUnderstood: () => 'No entendimos eso, y nada ha cambiado. Envíe ? para ver las palabras que hacen algo.',

  // Afterwards (V7, W3)
  checkIn: () =>
    '¿Qué tan pesado fue para usted? Responda de 1, ligero, a 5, muy pesado, o 6 para una pausa. No responder también está bien.',
  checkInThanks: () => 'Gracias por decirlo.',
  checkInThanksWrapUp: ({ until }) =>
    `Gracias por decirlo. Tiene hasta ${until} para reponerse; si quiere llamadas antes, envíe MORE.`,
  checkInHow: () =>
    'Qué tan pesado fue se dice con un número: de 1, ligero, a 5, muy pesado, o 6 para una pausa. No ha cambiado nada.',
  checkInHeavy: ({ until }) =>
    `Gracias por decirlo. Tiene descanso hasta ${until}. Envíe TALK si quiere hablar con la persona a cargo del turno.`,
  checkInBreak: ({ until }) => `Su pausa ha comenzado y dura hasta ${until}. Envíe ON para volver antes.`,
  talkOffer: () => 'Esa fue pesada. Si quiere hablar con la persona a cargo del turno, envíe TALK.',
  howAreYou: () =>
    'Ayer fue pesado. ¿Cómo está hoy? Responda de 1, bien, a 5, muy pesado. TALK le comunica con alguien a cargo. No responder también está bien.',
  talkAsked: () => 'Ya avisamos a la persona a cargo del turno que quiere hablar. Le llamará.',

  // LOAD (W2): how somebody is doing, and mainly why
  loadFresh: ({ score }) => `Su carga es ${score} de 100: se nota el descanso.`,
  loadSteady: ({ score }) => `Su carga es ${score} de 100: hace una parte justa.`,
  loadStrained: ({ score }) => `Su carga es ${score} de 100: puede ser hora de descansar.`,
  loadSpent: ({ score }) => `Su carga es ${score} de 100: por favor descanse, ha dado mucho.`,
  loadFromNothing: () => 'Ahora nada pesa en ella.',
  loadFromContacts: () => 'Viene sobre todo del tiempo que ha pasado con otras personas.',
  loadFromHeavy: () => 'Viene sobre todo de las conversaciones pesadas en las que estuvo.',
  loadFromNoRecovery: () => 'Viene sobre todo de turnos casi sin pausa.',
  loadFromRestDebt: () => 'Viene sobre todo de descansos cortos entre sus turnos.',
  loadFromNights: () => 'Viene sobre todo de sus noches en la línea.',
  loadFromCheckIn: () => 'Viene sobre todo de lo que nos dijo la última vez que le preguntamos.',
  whyContact: ({ minutes, when }) => `Un contacto de ${minutes} min, hasta ${when}.`,
  whyHeavyContact: ({ what, when }) => `Un contacto, ${what}, hasta ${when}.`,
  whyHeavy: () => 'pesado',
  whyAbusive: () => 'con abuso',
  whyCrisis: () => 'pasado a la línea de crisis',
  whyBusyDuty: ({ percent, when }) => `Un turno con ${percent} % del tiempo en contactos, hasta ${when}.`,
  whyNoPause: ({ when }) => `Un turno con dos horas o más sin una pausa de verdad, hasta ${when}.`,
  whyShortRest: ({ hours, when }) => `Solo ${hours} h de descanso antes del servicio que comenzó ${when}.`,
  whyDaysInARow: ({ days, when }) => `Turnos en ${days} días seguidos, el último ${when}.`,
  whyNightDuty: ({ minutes, when }) => `Un turno con ${minutes} min de noche, hasta ${when}.`,
  whyCheckIn: ({ answer, when }) => `Su respuesta ${answer}, ${when}.`,

  // Shift leaders and coordinators
  leaderTalkWanted: ({ name }) => `${name} quisiera hablar con usted. Por favor, llámele cuando pueda.`,
  leaderWantedInConversation: ({ name }) =>
    `${name} pide su apoyo en una conversación por mensaje. Por favor, llámele cuando pueda.`,
  leaderAbuseReported: ({ name }) =>
    `${name} reportó abuso y está en descanso. Unas palabras suyas pueden hacerle bien.`,
  leaderVoicemailUnheard: ({ line }) =>
    `Un mensaje de voz en ${line} lleva una hora esperando. Por favor, escúchelo, o pídalo a la coordinación.`,
  leaderCoverThin: ({ line, have, need, until }) =>
    `Hay poca gente en ${line} porque hay quien descansa: ${have} de ${need} hasta ${until}.`,

  // Un código para entrar (A1)
  signInCode: ({ code, minutes, organisation }) =>
    `${code} es su código para entrar en ${organisation}. Vale ${minutes} minutos. Si no lo pidió, no tiene que hacer nada.`,
};
