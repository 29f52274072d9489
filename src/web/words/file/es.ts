/** What the page on the organisation file says, in Spanish. */
import type { FileWords } from './en.ts';

export const fileEs: FileWords = {
  lead: 'Todo lo que forma la organización: líneas, personas, turnos, días libres y bloqueos. Solo los administradores se lo llevan o lo cargan.',

  takeTitle: 'Llevárselo',
  takeLead:
    'El archivo contiene el nombre y el teléfono de todas las personas: guárdelo donde nadie más pueda leerlo. Queda anotado que se lo llevó.',
  take: 'Traer el archivo',

  bringTitle: 'Cargar un archivo',
  bringLead: 'Ve lo que cambia antes de que pase nada. Se carga todo junto o nada.',
  file: 'Archivo de la organización (JSON)',
  looking: 'Leyendo el archivo…',
  tooBig: 'Tiene más de 20 MB. Ninguna organización es tan grande; ¿es el archivo correcto?',
  notText: 'No es un texto. Un archivo de la organización es JSON, como el que se trae arriba.',
  otherEncoding:
    'Sus letras están escritas de un modo que no podemos reconocer. Guárdelo como UTF-8 y elíjalo otra vez.',
  empty: 'Está vacío.',
  unreadable: 'Su navegador no ha podido leerlo. No se ha cambiado nada; elíjalo otra vez.',

  faultsTitle: 'Lo que está mal',
  faults: ({ count }) =>
    count === 1
      ? 'Hay una cosa mal en este archivo, así que no se puede cargar nada. No se ha cambiado nada.'
      : `Hay ${count} cosas mal en este archivo, así que no se puede cargar nada. No se ha cambiado nada.`,
  wholeFile: 'El archivo',

  changesTitle: 'Lo que cambia',
  same: 'Es la organización tal como está ahora. No hay nada que cargar.',
  changes: 'Todavía no ha cambiado nada.',
  lines: 'Líneas',
  people: 'Personas',
  shifts: 'Turnos',
  added: ({ count }) => (count === 1 ? '1 nuevo' : `${count} nuevos`),
  changed: ({ count }) => (count === 1 ? '1 cambia' : `${count} cambian`),
  retired: ({ count }) => (count === 1 ? '1 se quita' : `${count} se quitan`),
  reordered: 'Quedan en otro orden.',
  more: ({ count }) => `y ${count} más`,
  changedFields: ({ name, fields }) => `${name}: ${fields}`,
  organisation: 'Cambia el nombre, la zona o la línea de crisis de la organización.',
  policy: 'Cambian los números con los que funcionan todas las líneas.',
  timeOff: 'Cambian los días libres.',
  blocks: 'Cambian los bloqueos.',
  peopleGo: ({ count }) =>
    count === 1
      ? 'Se va una persona: sale de todos los turnos, se cierra su sesión en todas partes y no se guarda nada con lo que localizarla. No se puede deshacer.'
      : `Se van ${count} personas: salen de todos los turnos, se cierra su sesión en todas partes y no se guarda nada con lo que localizarlas. No se puede deshacer.`,
  ownTag: ({ name, tag, stays }) =>
    stays === 'off'
      ? `${name}: la etiqueta «${tag}» sigue quitada, porque la quitó esa misma persona.`
      : `${name}: la etiqueta «${tag}» sigue puesta, porque la puso esa misma persona.`,

  lostTitle: 'Lo que se perdería',
  lost: ({ exported, now }) =>
    `El archivo es de la versión ${exported}, y la organización ya está en la versión ${now}. Lo que se cambió desde entonces volvería a estar como antes:`,
  lostBy: ({ place, who, when }) => `${place}: lo cambió ${who}, ${when}`,
  lostUntraced: ({ place }) => `${place}: ahora es otro`,
  somebody: 'alguien',
  replace: ({ count }) =>
    count === 1
      ? 'Cargarlo de todos modos: se pierde este cambio'
      : `Cargarlo de todos modos: se pierden estos ${count} cambios`,
  bring: 'Cargarlo',
  taken: ({ version }) => `Está cargado. La organización está ahora en la versión ${version}.`,
  meanwhile:
    'Alguien cambió la organización desde que usted la miró. No se ha cargado nada; esto es lo que el archivo cambiaría ahora.',
};
