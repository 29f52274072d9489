/** Every sentence spoken in Spanish: slow, plain, no blame (V11). */
import type { Wording } from './en.ts';

const ordinals = [
  'primero',
  'segundo',
  'tercero',
  'cuarto',
  'quinto',
  'sexto',
  'séptimo',
  'octavo',
  'noveno',
  'décimo',
];
const counts = ['ninguna', 'una', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez'];

export const es: Wording = {
  // Arrival (V1)
  languageChoice: ({ language, key }) => `Para ${language}, oprima ${key}.`,
  greeting: ({ line }) =>
    `Ha llamado a ${line}. Va a hablar con una persona voluntaria que ha pasado por momentos parecidos.`,
  crisisSentence: ({ crisis }) =>
    `Esta no es una línea de crisis. Para comunicarse con ${crisis}, oprima 9 en cualquier momento.`,
  wishChoice: ({ wish, key }) => `Para hablar con ${wish}, oprima ${key}.`,
  wishStay: () => 'O quédese en la línea para hablar con alguien.',
  wishHeard: ({ wish }) => `Gracias. Buscaremos primero a ${wish}.`,
  looking: () => 'Por favor, quédese en la línea. Estamos buscando a alguien para usted.',
  keyDoesNothing: () => 'Esa tecla no hace nada aquí, y no pasa nada. No se ha perdido nada.',
  overLimit: () =>
    'Hoy ya ha hablado con nosotros algunas veces, y nos alegra que llame. Primero pasan las personas que aún no han tenido turno, así que puede tardar más.',
  comingBack: () => 'Qué bueno que volvió. Se cortó la llamada, y preguntamos primero a la persona con quien hablaba.',
  comingBackInLine: () => 'Qué bueno que volvió. Conserva su lugar en la fila.',
  connecting: () => 'Hay alguien para usted. Le comunicamos ahora.',
  imminentRiskPolicy: () =>
    'Nadie entra en esta llamada sin avisar. Si una vida corre peligro inmediato, la persona a cargo del turno puede dar el número desde el que usted llama.',

  // Waiting (V2)
  placeInLine: ({ place }) =>
    place > ordinals.length
      ? 'En este momento hay diez personas o más antes que usted en la fila.'
      : `En este momento su lugar en la fila es el ${ordinals[place - 1] ?? 'primero'}.`,
  waiting1: () => 'Seguimos aquí, y seguimos buscando a alguien para usted.',
  waiting2: () => 'Llamar puede requerir valor. Nos alegra que haya llamado.',
  waiting3: () => 'No necesita saber qué decir. Puede empezar por donde quiera.',
  waiting4: () => 'Si quiere, suelte los hombros y respire despacio una vez.',
  waiting5: () => 'Quienes contestan aquí son personas voluntarias. También han tenido días difíciles.',
  waiting6: () => 'No hay motivos equivocados para llamar. Lo pequeño también cuenta.',
  waiting7: () => 'Puede colgar y volver a llamar cuando le convenga.',
  waiting8: () => 'Gracias por esperar. No nos hemos olvidado de usted.',
  quietOn: ({ key }) => `Ahora habrá silencio. Usted sigue en la fila. Para volver a la música, oprima ${key}.`,
  musicOn: ({ key }) => `Aquí está la música de nuevo. Para tener silencio, oprima ${key}.`,
  keyCallback: ({ key }) => `Para que le devolvamos la llamada y conservar su lugar en la fila, oprima ${key}.`,
  keyCallbackLater: ({ key }) => `Para que le llamemos cuando haya alguien aquí, oprima ${key}.`,
  keyVoicemail: ({ key }) => `Para dejar un mensaje de voz, oprima ${key}.`,
  keyQuiet: ({ key }) => `Para tener silencio en vez de música, oprima ${key}.`,
  keyMusic: ({ key }) => `Para escuchar música, oprima ${key}.`,
  keyCrisis: ({ crisis, key }) => `Para comunicarse con ${crisis}, oprima ${key}.`,
  keyWait: () => 'O quédese en la línea para seguir esperando.',

  // The overflow ladder
  offerCallback: () =>
    'Esto tarda más de lo que quisiéramos, y lo sentimos. Podemos devolverle la llamada, y usted conserva su lugar en la fila.',
  offerVoicemail: () =>
    'Hasta ahora nadie ha estado libre, y lo sentimos. Puede dejar un mensaje de voz, y alguien lo escuchará.',
  partnerAsk: ({ key }) =>
    `Una organización amiga tal vez pueda contestar antes. Es otra organización. Para hablar con ellos, oprima ${key}.`,
  partnerConnecting: () =>
    'Estamos llamando a la otra organización. Usted conserva aquí su lugar en la fila hasta que hable con alguien.',
  partnerFailed: () => 'La otra organización no pudo contestar ahora. Usted conserva su lugar en la fila.',
  partnerWhisper: ({ line }) => `Llama ${line}, con una persona que quiere hablar. Para tomar la llamada, oprima 1.`,
  ladderEnded: () => 'Esta vez nadie pudo venir al teléfono. Es cosa nuestra, no suya.',

  // The crisis line (V12)
  crisisConnecting: ({ crisis }) => `Le comunicamos ahora con ${crisis}. Por favor, quédese en la línea.`,
  crisisFailed: ({ crisis, number }) =>
    `No pudimos comunicarnos con ${crisis} en este momento. Usted también puede llamar. El número es ${number}. Otra vez: ${number}.`,
  crisisFailedInLine: () => 'Usted conserva aquí su lugar en la fila.',
  crisisNumber: ({ crisis, number }) => `También puede llamar a ${crisis}, al ${number}.`,
  crisisWhisper: ({ line }) =>
    `Llama ${line}, una línea de apoyo entre iguales. Una persona quiere hablar con ustedes. No sabemos en qué lugar está.`,
  afterCrisis: () =>
    'Esa llamada ha terminado. Puede volver a llamarnos cuando estemos abiertos. Cuídese mucho. Hasta luego.',

  // Closed, nobody on, paused (V8, S7)
  closed: ({ line }) => `${line} está cerrada en este momento.`,
  nextOpening: ({ when }) => `Abrimos de nuevo ${when}.`,
  nextOpeningUnknown: () => 'Todavía no sabemos cuándo abriremos de nuevo.',
  closureReason: ({ reason }) => reason,
  nobodyOn: () => 'En este momento no hay nadie para contestar, y lo sentimos. No es por usted.',
  paused: () => 'Tuvimos que hacer una pausa en esta línea por un tiempo, y lo sentimos.',
  pausedWhileWaiting: () =>
    'Lo sentimos. Acabamos de hacer una pausa en esta línea, y nadie puede venir al teléfono ahora.',
  pauseReason: ({ reason }) => reason,
  goodbye: () => 'Puede volver a llamar cuando quiera. Hasta luego.',

  // Nobody who speaks the language (V15)
  languageUnstaffed: ({ language }) => `En este momento nadie aquí habla ${language}.`,
  unstaffedWait: ({ language }) => `Para esperar a alguien que hable ${language}, quédese en la línea.`,
  unstaffedOther: ({ language, key }) => `Para hablar con alguien en ${language}, oprima ${key}.`,
  unstaffedCallback: ({ language, key }) => `Para que le devolvamos la llamada en ${language}, oprima ${key}.`,
  unstaffedCrisis: ({ crisis, language, key }) => `Para comunicarse con ${crisis} en ${language}, oprima ${key}.`,

  // Blocked (V9)
  blocked: ({ until }) => `Por ahora no podemos tomar sus llamadas. Esto termina por sí solo ${until}.`,
  blockedObject: ({ key }) =>
    `Si cree que es un error, oprima ${key} y deje un mensaje. Una persona de la coordinación lo escuchará y lo revisará de nuevo.`,

  // Losing one side (V6)
  lostVolunteer: () =>
    'La llamada con la persona voluntaria ha terminado. Si se cortó, quédese en la línea. Si ya habían terminado, puede colgar.',
  lostSomeoneElse: ({ key }) => `Para hablar con otra persona, oprima ${key}.`,
  backAtHead: () => 'Su lugar en la fila es el primero. Estamos llamando para usted.',
  pleaseHold: () => 'Un momento, por favor. La otra persona estará con usted enseguida.',
  kindClose: () =>
    'La persona con quien habló tiene que irse ahora. Gracias por llamar. Puede volver a llamar. Hasta luego.',
  callEnded: () => 'Esta llamada ha terminado. Hasta luego.',

  // Voicemail
  voicemailIntro: () =>
    'Su mensaje lo escucha la persona a cargo del turno o de la coordinación de esta línea. Si nadie lo ha escuchado en una hora, se lo recordamos.',
  voicemailIntroClosed: ({ when }) =>
    `Su mensaje lo escucha la persona a cargo del turno o de la coordinación de esta línea cuando abramos de nuevo, ${when}.`,
  voicemailErased: () => 'Se borra en un plazo de tres días. Si quiere que le llamemos, dígalo y diga su número.',
  voicemailStart: () => 'Por favor, hable después del tono. Oprima la tecla de número cuando termine.',
  voicemailSaved: () => 'Gracias. Ya tenemos su mensaje.',
  voicemailEmpty: () => 'No oímos nada. Puede intentarlo una vez más.',

  // Callbacks: asking (C1)
  callbackThisNumber: () =>
    '¿Le llamamos al número desde el que llama? Para este número, oprima 1. Para otro, oprima 2.',
  callbackTypeNumber: () => 'Por favor, marque el número con su código de área y luego oprima la tecla de número.',
  callbackNumberUnclear: () => 'Ese número no nos llegó completo. Por favor, inténtelo una vez más.',
  callbackNumberHidden: () =>
    'No podemos ver su número. Para que le devolvamos la llamada, marque un número con su código de área y luego oprima la tecla de número.',
  callbackMessageSafe: () =>
    'Si no puede contestar, ¿es seguro dejar un mensaje corto que no diga quiénes somos? Si es seguro, oprima 1. Si no, oprima 2.',
  callbackWhen: () => 'Para que le llamemos en cuanto alguien esté libre, oprima 1. Para elegir una hora, oprima 2.',
  callbackTypeTime: () =>
    'Por favor, marque la hora y los minutos con cuatro teclas. Para las siete y media: 0, 7, 3, 0.',
  callbackMorning: () => 'Para la mañana, oprima 1. Para la tarde o la noche, oprima 2.',
  callbackTimeUnclear: () => 'No nos llegó bien esa hora. Por favor, inténtelo una vez más.',
  callbackTimeQuiet: ({ start, end }) => `No llamamos por la noche, de ${start} a ${end}. Por favor, elija otra hora.`,
  callbackPromised: ({ until }) =>
    `Le llamaremos en cuanto alguien esté libre, y usted conserva su lugar en la fila. Lo seguiremos intentando hasta ${until}. Ya puede colgar.`,
  callbackPromisedAt: ({ when, until }) =>
    `Le llamaremos ${when}. Si no lo logramos, lo seguiremos intentando hasta ${until}. Ya puede colgar.`,
  callbackOneAttempt: () => 'Llamamos a este número una sola vez y no dejamos ningún mensaje.',
  callbackAlready: ({ until }) => `Ya le prometimos llamarle. La promesa vale hasta ${until}.`,
  callbackNoLongerNeeded: ({ key }) => `Si ya no necesita esa llamada, oprima ${key}. Si no, quédese en la línea.`,
  callbackSettled: () => 'Gracias por avisarnos. Ya no le llamaremos por eso.',
  callbackNotPossible: () => 'No podemos llamar a ese número, y lo sentimos.',
  callbackTimeClosed: () => 'A esa hora no estamos. Por favor, elija otra hora.',
  callbackTimeClosedUntil: ({ when }) => `A esa hora no estamos. Abrimos de nuevo ${when}. Por favor, elija otra hora.`,
  callbackTextSafe: () =>
    '¿Podemos enviar también un mensaje de texto a este número si no le encontramos? Si podemos, oprima 1. Si no, oprima 2.',

  // Callbacks: calling out (C2); nothing here names the line
  callbackOpening: () =>
    'Hola. Esta es la llamada que se pidió. Para tomarla, oprima 1. Para no recibir más llamadas, oprima 2.',
  callbackPressOne: () => 'Hola, oprima uno.',
  callbackAsked: () =>
    'Gracias. Esta es la llamada que se pidió. Para no recibir más llamadas, oprima 2. Si no, no cuelgue, por favor.',
  callbackMessage: () => 'Hola. Esta es la llamada que se pidió. Lo intentaremos más tarde. Hasta luego.',
  callbackNever: () => 'Gracias. No volveremos a llamar a este número. Hasta luego.',
  callbackConnecting: () => 'Gracias. Un momento, por favor.',
  callbackLookingAgain: () =>
    'Gracias por contestar. Estamos buscando a alguien para usted. Por favor, quédese en la línea.',
  callbackDialling: () => 'Estamos llamando ahora. Por favor, quédese en la línea.',
  callbackNotReached: () => 'Esta vez no contestaron. Gracias. Puede descansar de esta llamada.',
  callbackDeclined: () => 'No quieren recibir más llamadas. Gracias. Puede descansar de esta llamada.',

  // Offers (V3, V4); nothing about people, since a voicemail may be listening
  offer: ({ line }) => `${line}. Oprima 1 para tomar una llamada, 2 para pasar, 3 para detener mis llamadas por ahora.`,
  offerNoKey: () => 'No oímos ninguna tecla, así que le preguntamos a otra persona. Hasta luego.',
  offerPassed: () => 'Gracias por avisar. Hasta luego.',
  offerStopped: () =>
    'Sus llamadas están detenidas. Envíe ON por mensaje, o llame a esta línea, para activarlas de nuevo. Gracias.',
  beaten: () => 'Gracias por contestar. Otra persona tomó esta llamada, y usted queda libre. Hasta luego.',
  callerGone: () => 'Gracias por contestar. La persona que llamaba colgó, y usted queda libre. Hasta luego.',
  callerNotWaiting: () =>
    'Gracias por contestar. La persona que llamó prefirió no esperar, y usted vuelve a estar libre. Hasta luego.',
  whisperLanguage: ({ language }) => `Una llamada en ${language}.`,
  whisperWish: ({ wish }) => `Pidió hablar con ${wish}.`,
  whisperCallback: () => 'Es una llamada de vuelta. Marcamos cuando termine este aviso.',
  whisperReturning: () => 'Hablaron hace un momento, y la llamada se cortó.',
  whisperConnecting: () => 'Le comunicamos ahora.',

  // Talking (V5)
  fiveMinutesLeft: () => 'Quedan unos cinco minutos. Nada cortará la llamada.',
  starMenu: ({ crisis }) =>
    `La otra persona escucha música. Para llamar a ${crisis}, si la persona está de acuerdo, oprima 1. Para pedir a la persona a cargo del turno que se una, oprima 2. Para cerrar la llamada con amabilidad, oprima 3. Para reportar abuso y terminar, oprima 4. Para terminar y no volver a coincidir con esta persona, oprima 5. Para regresar, oprima asterisco.`,
  starCrisisComing: ({ crisis }) =>
    `Estamos llamando a ${crisis}. Regresa con la persona. Por favor, quédese hasta que las dos partes estén hablando.`,
  crisisLineFailed: ({ crisis, number }) =>
    `No pudimos comunicarnos con ${crisis}. Puede darle el número a la persona: ${number}.`,
  crisisJoining: ({ crisis }) => `Estamos llamando a ${crisis}, como acordaron. Se unirán a esta llamada.`,
  starLeaderComing: () =>
    'Le estamos pidiendo a la persona a cargo del turno que se una. Regresa con la persona que llamó.',
  starNoLeader: () => 'Nadie a cargo del turno está libre ahora, y lo sentimos. Regresa con la persona que llamó.',
  leaderNotComing: () => 'La persona a cargo del turno no pudo venir al teléfono.',
  leaderJoining: () => 'La persona a cargo del turno se une a esta llamada.',
  leaderOffer: ({ line }) =>
    `${line}. Se pide a la persona a cargo del turno. Oprima 1 para unirse a una llamada, o 2 para pasar.`,
  leaderWhisper: () => 'Una persona voluntaria pidió su apoyo. En la llamada se avisa que usted se une.',
  starBack: () => 'Regresa con la persona que llamó.',
  starClosed: () => 'La llamada se cierra con amabilidad. Gracias por estar ahí. Hasta luego.',
  starAbuse: () =>
    'La llamada terminó. Usted no merecía eso. Ahora tiene un descanso, y la persona a cargo del turno está para apoyarle. Hasta luego.',
  starParted: () =>
    'La llamada terminó. No volverá a coincidir con esta persona. Nadie le preguntará por qué. Hasta luego.',
  afterTalk: () => 'La persona que llamó colgó. Gracias por estar ahí.',

  // Afterwards (V7, V16)
  checkIn: () =>
    '¿Qué tan pesada fue esta llamada para usted? Oprima de 1, ligera, a 5, muy pesada. Oprima 6 para un descanso. O simplemente cuelgue.',
  checkInThanks: () => 'Gracias por decirlo. Hasta luego.',
  checkInThanksWrapUp: ({ until }) =>
    `Gracias por decirlo. Tiene hasta ${until} para reponerse; si quiere llamadas antes, envíe MORE por mensaje. Hasta luego.`,
  checkInHeavy: ({ until }) =>
    `Gracias por decirlo. Tiene descanso hasta ${until}. Para hablar con la persona a cargo del turno, envíe TALK por mensaje. Hasta luego.`,
  checkInBreak: ({ until }) => `Su descanso ha comenzado. Dura hasta ${until}. Hasta luego.`,
  breakAfterMissed: ({ until }) =>
    `Dos de nuestras llamadas no le encontraron, así que tiene un descanso hasta ${until}. No pasa nada. Envíe ON por mensaje para volver antes.`,
  feltHeard: () =>
    'Si quiere, díganos una cosa. ¿Sintió que le escucharon? Si fue así, oprima 1. Si no, oprima 2. O simplemente cuelgue.',
  feltHeardThanks: () => 'Gracias. Eso nos ayuda. Hasta luego.',
  feltHeardThankYou: ({ key }) => `Para dar las gracias a la persona con quien habló, oprima ${key}.`,
  thankYouKept: () => 'Le daremos sus gracias. Hasta luego.',
  thankYouForYou: ({ count }) =>
    count === 1
      ? 'Desde su último turno, una persona le dio las gracias.'
      : `Desde su último turno, ${counts[count] ?? count} personas le dieron las gracias.`,

  // A volunteer's own menu (V14)
  menuHello: () => 'Hola. Este es el menú para personas voluntarias.',
  menuStateAvailable: () => 'Sus llamadas están activadas.',
  menuStateOff: () => 'Sus llamadas están detenidas.',
  menuStateBreak: ({ until }) => `Está en pausa hasta ${until}.`,
  menuStateResting: ({ until }) => `Tiene descanso hasta ${until}.`,
  menuChoices: () =>
    'Para tomar llamadas, oprima 1. Para detener sus llamadas, oprima 2. Para una pausa, oprima 3. Para oír sus turnos, oprima 4. Para ofrecer su próximo turno, oprima 5.',
  menuStay: () => 'O quédese en la línea para hablar con alguien.',
  menuOwnTalk: ({ until }) => `Sus propias llamadas quedan en pausa hasta ${until}, para que este rato sea suyo.`,
  menuOn: () => 'Sus llamadas están activadas. Gracias.',
  menuOnOffShift: ({ when }) => `Sus llamadas están activadas. Su próximo turno comienza ${when}.`,
  menuOnResting: ({ until }) => `Gracias, lo recordaremos. Tiene descanso, y se le ofrecerán llamadas desde ${until}.`,
  menuOnUntrained: () =>
    'Gracias. Las llamadas llegarán cuando complete o renueve un curso. La coordinación le dirá cuál.',
  menuOff: () => 'Sus llamadas están detenidas. Gracias por todo lo que hace.',
  menuBreakMinutes: () => '¿Cuántos minutos? Marque un número y luego oprima la tecla de número.',
  menuBreak: ({ until }) => `Disfrute su pausa. Dura hasta ${until}.`,
  menuNoShifts: () => 'No tiene ningún turno planeado.',
  menuShift: ({ line, start, end }) => `${line}: ${start}, hasta ${end}.`,
  menuHiddenStart: ({ key }) =>
    `Para que las llamadas con número oculto lleguen solo a responsables de turno, durante dos horas, oprima ${key}.`,
  menuHiddenStop: ({ key }) =>
    `Ahora las llamadas con número oculto llegan solo a responsables de turno. Para que lleguen de nuevo a todos, oprima ${key}.`,
  menuHiddenStarted: ({ until }) =>
    `Las llamadas con número oculto llegan solo a responsables de turno, hasta ${until}.`,
  menuHiddenStopped: () => 'Las llamadas con número oculto llegan de nuevo a todos.',
  menuShiftUp: ({ start }) =>
    `Su turno, ${start}, queda ofrecido. Sigue siendo suyo hasta que alguien lo tome. Le enviamos un mensaje de texto con la forma de deshacerlo.`,
  pinNone: () =>
    'Para esto necesita un PIN. La coordinación puede darle uno, o puede enviar COVER por mensaje de texto.',
  pinResting: () =>
    'Su PIN está bloqueado por un rato. Inténtelo otra vez en una hora, o envíe COVER por mensaje de texto.',
  pinAsk: () => 'Por favor, marque su PIN y luego oprima la tecla de número.',
  pinWrong: () => 'Era otro PIN. Por favor, inténtelo una vez más.',
  pinLocked: () => 'Era otro PIN. El menú queda bloqueado por un rato. La coordinación puede darle un PIN nuevo.',

  // Un código para entrar (A1)
  signInCode: ({ code }) => `Este es su código para entrar: ${code}. Otra vez: ${code}. Si no lo pidió, puede colgar.`,

  // A test call to a coordinator's own phone (O1)
  testCall: ({ organisation }) => `Esta es una llamada de prueba de ${organisation}. Si lo oye bien, pulse 1.`,
  testCallHeard: () => 'Gracias. La prueba funcionó. Adiós.',

  // When something breaks (V10)
  sorry: () =>
    'Lo sentimos. Algo falló de nuestro lado. Por favor, quédese en la línea. Lo estamos intentando de nuevo.',
  cannotTakeCall: () => 'Lo sentimos. No podemos atender esta llamada en este momento, y no es por usted.',
  notThisNumber: () => 'Este número no recibe llamadas. Hasta luego.',
  crisisDefaultName: () => 'la línea de crisis',
};
