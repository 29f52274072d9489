/** The words of going live, in Spanish. */
import type { GoLiveWords } from './en.ts';

export const goLiveEs: GoLiveWords = {
  lead: 'Lo que tiene que estar bien antes de la primera llamada. El servicio mira casi todo por sí mismo, después de cada arranque y cada día; lo que no está bien también está en la lista de lo que necesita atención.',
  leadLab:
    'Está en el laboratorio, sin operador. Lo que necesita uno se mira en cuanto estén sus ajustes; no hay nada mal por eso.',
  summary: ({ done, of }) => `${done} de ${of} están hechas.`,
  allDone: 'Todo está hecho. Su línea puede atender llamadas.',
  again: 'Mirar otra vez',
  lookedAt: ({ when }) => `Se miró por última vez ${when}.`,
  notLooked: 'Todavía no se ha mirado. El servicio mira dos minutos después de arrancar; no hace falta esperar.',
  states: { ok: 'Hecho', open: 'Por hacer', wrong: 'No está bien', later: 'Más tarde' },
  doneAt: ({ when }) => `Dicho ${when}.`,
  heardAt: ({ when }) => `Se oyó ${when}.`,
  done: 'Esto está hecho',
  undo: 'Todavía no',
  call: 'Llamar a mi teléfono',
  calling: 'Su teléfono suena en un momento. Conteste, escuche y pulse 1.',
  callNotHeard: 'Nadie contestó o no se pulsó ninguna tecla. Inténtelo de nuevo con el teléfono a mano.',
  callRefused: 'El operador no hizo la llamada. Mire arriba la cuenta y los números e inténtelo de nuevo.',
  lab: 'Abrir el laboratorio de teléfonos',
  titles: {
    'public-address': 'La dirección llega a este servicio',
    certificate: 'El certificado vale',
    carrier: 'El operador acepta la cuenta',
    numbers: 'El número de cada línea llega aquí',
    'status-callbacks': 'El operador dice aquí qué pasa con las llamadas',
    fallback: 'Quien llama oye algo amable mientras el servicio no está',
    backup: 'Hay una copia de seguridad',
    'opt-out': 'A STOP se responde con el número de crisis',
    'sender-registration': 'Sus mensajes se pueden enviar',
    secret: 'El secreto está guardado también en otro sitio',
    'test-call': 'Una llamada de prueba llegó a un teléfono',
  },
  abouts: {
    'public-address': 'El operador trae las llamadas a PUBLIC_BASE_URL, por https.',
    certificate: 'Los navegadores y el operador rechazan una dirección con el certificado caducado.',
    carrier: 'La cuenta de TWILIO_ACCOUNT_SID y TWILIO_AUTH_TOKEN.',
    numbers: 'Las llamadas y mensajes a un número que lleva a otro sitio se pierden sin que nadie lo vea.',
    'status-callbacks': 'Sin eso se espera a quien ya colgó.',
    fallback: 'El documento de infra/fallback, alojado en otro sitio, pide perdón y vuelve aquí.',
    backup: 'Un archivo sellado con una frase, mejor cada noche.',
    'opt-out':
      'Cuando alguien escribe STOP, el operador responde por sí mismo. Ponga en esa respuesta el número de crisis: Messaging Service, Opt-Out Management.',
    'sender-registration':
      'En Estados Unidos los operadores retienen los mensajes de números sin registrar (A2P 10DLC): registre su organización y su campaña. Tarda días, así que empiece pronto. En otros países, pregunte a su operador si hace falta algo.',
    secret:
      'WARMLINE_SECRET abre lo que está sellado en la base de datos. Sin él, una copia de seguridad no sirve. Guárdelo lejos del servidor y de las copias, donde dos de ustedes puedan encontrarlo.',
    'test-call': 'Suena su propio teléfono, dice una frase y espera una tecla: todo el camino de una llamada que sale.',
  },
  found: {
    'public-address': {
      other: () => 'Allí contesta otra cosa, o este servicio con otro secreto. Mire el proxy y el DNS.',
      nothing: () => 'Allí no contesta nada: el operador no llega a nadie. Mire el proxy, el DNS y el servicio.',
      'not-https': () => 'No es https. Ponga delante un proxy con certificado.',
    },
    certificate: {
      expires: ({ days }) => `Caduca en ${days} días. Renuévelo y mire por qué no pasa solo.`,
      expired: () => 'Ha caducado. Renuévelo ya.',
      refused: () => 'No es de fiar, o nadie muestra uno. Ponga uno que el operador acepte.',
    },
    carrier: {
      refused: () => 'Rechaza la cuenta. Mire los ajustes y el estado de la cuenta allí.',
      away: () => 'Ahora no contesta. Mire otra vez dentro de un rato.',
    },
    numbers: {
      elsewhere: ({ lines, first }) =>
        `${lines === 1 ? 'Una línea no' : `${lines} líneas no`} (${first}). «warmline twilio setup» lo arregla.`,
    },
    'status-callbacks': {
      elsewhere: ({ lines, first }) =>
        `En ${lines === 1 ? 'una línea' : `${lines} líneas`} no (${first}). «warmline twilio setup» lo arregla.`,
    },
    fallback: {
      'not-set': () => 'TWILIO_FALLBACK_URL no está puesto: quien llama oiría el mensaje de error del operador.',
      other: () => 'Lo que hay en TWILIO_FALLBACK_URL no vuelve aquí. Ponga su dirección en su Redirect.',
      nothing: () => 'En TWILIO_FALLBACK_URL no contesta nada.',
    },
    backup: {
      'not-yet': () => 'Todavía no hay ninguna. «warmline backup ARCHIVO» hace una.',
      never: () => 'No hay ninguna. «warmline backup ARCHIVO» hace una.',
      old: ({ days }) => `La última tiene ${days} días. «warmline backup ARCHIVO» hace otra.`,
    },
  },
};
