/** Un momento dentro de una frase: `las 23:00`, `la 1:00`, `el mié, 2 dic, 1:00`. */
export function theMoment(when: string): string {
  if (!/^\d{1,2}:\d\d/.test(when)) return `el ${when}`;
  return /^0?1:/.test(when) ? `la ${when}` : `las ${when}`;
}
