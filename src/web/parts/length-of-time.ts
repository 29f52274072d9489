/** Lengths of time in the words of whoever reads them. */

/** Below two minutes what is no whole minute is said in seconds. */
export function lengthInWords(seconds: number, reader: string): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes === 0 || (rest !== 0 && seconds < 120)) return amountOf(seconds, 'second', reader);
  const parts = [amountOf(minutes, 'minute', reader), ...(rest === 0 ? [] : [amountOf(rest, 'second', reader)])];
  return parts.join(' ');
}

export function amountOf(value: number, unit: 'minute' | 'second', reader: string): string {
  return new Intl.NumberFormat(reader, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
