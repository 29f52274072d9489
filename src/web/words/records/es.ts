/** What the pages say of a person's record as such, in Spanish. */
import type { RecordsWords } from './en.ts';
import { theMoment } from '../clock-es.ts';

export const recordsEs: RecordsWords = {
  heldTitle: 'Lo que se guarda sobre esta persona',
  heldLead:
    'Un archivo para entregárselo cuando lo pida. Lo que le pesa y cómo respondió tras los contactos no está en él: eso lo trae ella misma, en «Yo». Queda anotado que usted lo trajo.',
  held: 'Traer el archivo',

  doubledTitle: '¿Está dos veces?',
  doubledLead:
    'Si la misma persona está aquí con dos fichas, las dos pueden hacerse una. Primero verá qué será de ellas.',
  doubled: 'Hacer una de dos fichas…',
  doubledFind: 'La otra ficha: parte del nombre',
  doubledNone: 'No hay nadie más así.',
  doubledMore: 'Hay más: escriba más del nombre.',
  stop: 'Dejar las dos como están',
  which: 'Qué ficha se queda',
  stays: ({ name, digits }) => `${name}, con el número que termina en ${digits}`,
  compare: 'Lo que tiene cada una y lo que será de ello',
  what: 'Qué',
  staying: 'Se queda',
  going: 'Se va',
  result: 'Después',
  name: 'Nombre',
  phone: 'Teléfono',
  email: 'Correo',
  roles: 'Funciones',
  languages: 'Idiomas',
  tags: 'Etiquetas',
  training: 'Formación',
  times: 'Cuándo puede',
  timesSaid: 'lo ha dicho',
  shifts: 'Turnos por venir',
  daysAway: 'Ausencias',
  calls: 'Llamadas hasta ahora',
  conversations: 'Conversaciones por escrito hasta ahora',
  endsWith: ({ digits }) => `termina en ${digits}`,
  until: ({ course, until }) => `${course} hasta ${theMoment(until)}`,
  sameShift: 'se cuenta una vez donde están las dos',
  mergeSays:
    'Los turnos, las ausencias, lo que le pesa, las llamadas y las conversaciones siguen en la ficha que se queda. La otra se va: se cierra su sesión en todas partes y sus calendarios terminan. Las funciones de la que se va no pasan a la otra. No se puede deshacer.',
  hindered: 'En este momento no, por la ficha que se va:',
  hindrances: {
    talking: 'está en una llamada, o suena su teléfono. Espere a que termine.',
    texting: 'está en una conversación por escrito. Puede cerrarse, o darse a otra persona en el tablero en vivo.',
    'on-shift': 'está de turno ahora. Espere a que termine el turno.',
    dealing:
      'forma parte de un ofrecimiento, de un cambio o de un aviso para venir. Cuando se resuelva o se retire, puede irse.',
  },
  mergeYes: ({ name }) => `Sí, hacer una sola: ${name}`,
  wasMerged: ({ name }) => `Las dos fichas son ahora una. ${name} tiene lo que tenían las dos.`,
  mergeRefused:
    'No se ha cambiado nada: la ficha que se iría está ocupada en este momento, o es la suya. Mire lo que pone abajo.',

  leftLink: 'Quienes se fueron',
  leftTitle: 'Quienes se fueron',
  leftLead: 'Sus nombres siguen donde formaron parte de algo. No se guarda nada con lo que localizarlos.',
  leftNone: 'Aquí no figura nadie que se haya ido.',
  leftAt: ({ when }) => `se fue ${theMoment(when)}`,
  erase: ({ name }) => `Borrar a ${name}…`,
  eraseShort: 'Borrar…',
  eraseSays: ({ name }) =>
    `De ${name} solo queda que hubo alguien: el nombre, las etiquetas, la formación, los días y todo lo que le pesó desaparecen; lo que se contó queda, sin persona. Las copias de seguridad hechas antes lo conservan hasta que se tiren. No se puede deshacer.`,
  eraseYes: ({ name }) => `Sí, borrar a ${name}`,
  eraseNo: 'No, conservar el nombre',
  eraseRefused:
    'Está en una llamada o en una conversación en este momento. No se ha borrado nada; inténtelo de nuevo cuando haya terminado.',
  wasErased: ({ name }) => `${name} está borrado.`,
};
