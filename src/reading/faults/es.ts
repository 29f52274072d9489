/** What is wrong with a file, a field of it or a cell of a spreadsheet, in Spanish. */
import { listed, type FaultSentences, type Place } from './en.ts';
import { nounsEs, type Kind } from './nouns.ts';

const is = ({ kind, value }: { kind: Kind; value: string }) => (kind === 'value' ? value : nounsEs[kind]);
const placed = ({ line, column }: Place) => `la línea ${line}, columna ${column}`;

export const faultsEs: FaultSentences = {
  missing: () => 'falta',
  empty: () => 'no debe estar vacío',
  unknownField: () => 'no es un campo que se conozca',
  wholeNumber: ({ value }) => `debe ser un número entero, no ${value}`,
  wrongKind: ({ wanted, ...found }) => `debe ser ${nounsEs[wanted]}, no ${is(found)}`,
  oneOf: ({ values, value }) => `debe ser ${listed(values, 'o')}, no ${value}`,
  oneOfKinds: ({ values, value }) => `debe ser uno de ${values.join(', ')}, no ${value}`,
  atLeast: ({ least, value }) => `debe ser al menos ${least}, no ${value}`,
  atMost: ({ most, value }) => `debe ser como mucho ${most}, no ${value}`,
  mostEntries: ({ most }) => `debe tener como mucho ${most} entradas`,
  twice: ({ value }) => `${value} está aquí dos veces`,
  misshapen: () => 'no tiene la forma que hace falta',

  noText: () => 'tiene un carácter que no es texto (NUL o medio par)',
  dots: ({ value }) => `${value} no puede ser parte de una dirección`,
  id: ({ value }) => `debe tener de 1 a 100 caracteres sin espacios alrededor, no ${value}`,
  phone: ({ value }) => `${value} no es un número de teléfono (un + y de 8 a 15 cifras)`,
  zone: ({ value }) => `no existe la zona ${value}; por ejemplo, America/Chicago`,
  date: ({ value }) => `no existe la fecha ${value} (escriba 2026-12-25)`,
  time: ({ value }) => `no existe la hora ${value} (escriba 09:00, como mucho 23:59)`,
  endTime: ({ value }) => `no existe la hora ${value} (escriba 09:00, como mucho 24:00)`,
  dateTime: ({ value }) =>
    `no existe la fecha y hora ${value} (escriba 2026-11-02T17:00, según el reloj de la línea, sin desfase)`,
  endDateTime: ({ value }) =>
    `no existe la fecha y hora ${value} (escriba 2026-11-02T21:00, según el reloj de la línea, sin desfase)`,
  moment: ({ value }) => `no existe el momento ${value} (escriba 2026-12-25, 2026-12-25T17:00 o 2026-12-25T17:00:00Z)`,
  instant: ({ value }) =>
    `no existe el instante ${value} (escriba 2026-03-08T08:00:00Z, o un desfase en lugar de la Z)`,
  language: ({ value, write }) => `${value} no es un idioma (escriba ${write})`,
  noVoice: ({ value }) => `la operadora no tiene ninguna voz que hable ${value}`,
  email: ({ value }) => `${value} no es una dirección de correo`,

  wishKey: () => 'debe ser una tecla de "1" a "8"',
  beforeFrom: () => 'no debe ser anterior a "from"',
  beforeStart: () => 'no debe ser anterior a "start"',
  recordingAddress: () => 'una grabación debe estar en una dirección https',
  wordingForm: () => 'debe ser un texto, la dirección https de una grabación, o un objeto con ellos',
  languageOrTag: () => 'debe tener un idioma o una etiqueta, no los dos',
  blockKey: () => 'no es la clave de un bloqueo como la escribe "org export"',
  numberOrKey: () => 'debe tener un número (o la clave de una exportación)',
  firstWave: () => 'la primera ronda debe empezar en 0',
  laterThanWave: ({ seconds }) => `debe ser posterior a la ronda anterior (${seconds})`,
  partnerNumber: () => 'falta: ring-partner necesita el número al que llamar',
  onlyPartner: ({ step }) => `solo ring-partner lleva un número, ${step} no`,
  earlierStep: ({ seconds }) => `no debe ser anterior al paso anterior (${seconds})`,
  lastStep: ({ value }) => `el último paso debe ser offer-callback o voicemail, no ${value}`,
  idTaken: ({ value, place }) => `${value} ya es el identificador de ${place}`,
  numberOfLineTaken: ({ value }) => `la línea ${value} ya tiene este número`,
  numberOfPersonTaken: ({ value }) => `la persona ${value} ya tiene este número`,
  numberOfLine: ({ value }) => `es el número de la línea ${value}`,
  ringsUsAgain: ({ value }) => `es el número de la línea ${value}: quien llama volvería a dar con nosotros`,
  numberOfPerson: ({ value }) => `es el número de la persona ${value}`,
  numberOfSomebody: () => 'es el número de otra persona de aquí',
  noSuchLine: ({ value }) => `no existe la línea ${value}`,
  noSuchPerson: ({ value }) => `no existe la persona ${value}`,
  assignedTwice: ({ value }) => `${value} está asignada aquí dos veces`,
  keyTaken: ({ value, place }) => `la tecla ${value} ya la usa ${place}`,
  looserThanPolicy: ({ own, most }) => `${own} es más de lo que permiten las reglas de todos: ${most}`,
  sameBlock: ({ place }) => `es el mismo bloqueo que ${place}`,
  rolesByAdmin: () => 'las funciones más allá de voluntario las da un administrador',
  lockedOut: () => 'debe tener como administrador a quien trae el archivo',

  endsBeforeStart: ({ start }) => `el turno termina antes de empezar (${start})`,
  changeEndsBeforeStart: () => 'el turno cambiado de ese día termina antes de empezar',
  noOccurrence: ({ occurrence }) => `el turno no cae en "${occurrence}"`,
  changedTwice: ({ occurrence }) => `el turno de "${occurrence}" ya está cambiado`,
  tooMuchAtOnce: ({ most }) =>
    `el turno dura demasiado para repetirse tan a menudo (podrían coincidir más de ${most}): termínelo antes, o escríbalo sin "repeat"`,
  ruleFrequencyMissing: () => 'la regla no tiene FREQ (escriba por ejemplo FREQ=WEEKLY;BYDAY=MO)',
  ruleTooOften: ({ frequency }) =>
    `FREQ=${frequency} es demasiado a menudo: un turno se repite como mucho cada hora (FREQ=HOURLY)`,
  ruleFrequency: ({ frequency, known }) => `FREQ=${frequency} no es una frecuencia (${known})`,
  ruleNotWith: ({ name, frequency }) => `${name} no puede ir con FREQ=${frequency}`,
  ruleNothingToChoose: () => 'BYSETPOS necesita otra parte BY entre la que elegir',
  ruleTwoEnds: () => 'la regla tiene COUNT y UNTIL; puede tener uno de los dos',
  ruleStartsTooOften: ({ most }) =>
    `la regla empieza más de ${most} veces al día: un turno se repite como mucho cada hora (deje BYMINUTE o BYSECOND en uno)`,
  ruleAlone: () =>
    'escriba la regla sola, sin DTSTART, fechas ni saltos de línea: el turno empieza donde dice su "start"',
  noRule: ({ text }) => `"${text}" no es una RRULE (escriba por ejemplo FREQ=WEEKLY;BYDAY=MO)`,
  rulePart: ({ text }) => `"${text}" no es parte de una regla (escriba NOMBRE=VALOR, partes separadas por ";")`,
  ruleUnknownPart: ({ name }) => `${name} no es parte de una RRULE`,
  rulePartTwice: ({ name }) => `${name} está en la regla dos veces`,
  ruleNumber: ({ name, text, least, most }) => `${name}=${text} debe ser un número entero de ${least} a ${most}`,
  ruleNumberFromEnd: ({ name, text, least, most }) =>
    `${name}=${text} debe ser un número entero de ${least} a ${most}, o de -${most} a -${least}`,
  ruleByDay: ({ text }) =>
    `BYDAY=${text} no es un día de la semana (escriba MO, TU, WE, TH, FR, SA, SU, o 2TU para el segundo martes)`,
  ruleCountsWeekdays: ({ text }) =>
    `BYDAY=${text} cuenta días de la semana, lo que solo pueden FREQ=MONTHLY y FREQ=YEARLY (sin BYWEEKNO)`,
  ruleWeekday: ({ name, text, known }) => `${name}=${text} no es un día de la semana (${known})`,
  ruleUntil: ({ text }) =>
    `UNTIL=${text} no es una fecha ni una hora (escriba 20261231, 20261231T170000 o 20261231T230000Z)`,

  tooDeep: () => 'no es un archivo nuestro: sus listas y objetos están metidos unos en otros demasiadas veces',
  tooMuch: () => 'no es un archivo nuestro: tiene mucho más de lo que se puede leer',
  keyTwice: ({ first, second }) =>
    `está aquí dos veces, en ${placed(first)} y en ${placed(second)}: solo valdría una de ellas`,
  notJson: ({ place }) => `no es JSON válido en ${placed(place)}`,

  fileEmpty: () => 'el archivo está vacío',
  fileTooLarge: () => 'el archivo tiene más de 5 MB: ninguna lista de personas los tiene',
  unpacksTooLarge: () => 'el archivo se descomprime en mucho más de lo que es una lista de personas',
  mostRows: ({ most }) => `el archivo tiene más de ${most} filas`,
  mostCells: ({ most }) => `una fila tiene más de ${most} celdas`,
  quotationMark: () => 'hay unas comillas donde CSV no las tiene, o no se cierran',
  unreadableSheet: () => 'no es una hoja de cálculo que se pueda leer: guárdela como CSV o XLSX',
  noSheet: () => 'no es una hoja de cálculo: guárdela como CSV o XLSX',
  noRows: () => 'no hay ninguna fila debajo de los nombres de las columnas',
  inRowAlready: ({ row }) => `ya está en la fila ${row}`,
  formula: () => 'es una fórmula: escriba el resultado',
  noPhone: () => 'no es un número de teléfono',
  noLanguage: ({ value }) => `${value} no es un idioma que se conozca aquí`,
  noRole: ({ value }) => `${value} no es ninguna función`,
};
