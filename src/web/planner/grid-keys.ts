/** What each key does in the grid, apart from going from cell to cell. */
export type GridAct =
  | 'open'
  | 'clear'
  | 'drop-last'
  | 'lock'
  | 'more-need'
  | 'less-need'
  | 'mark'
  | 'mark-column'
  | 'next-hole'
  | 'end-marking';

/** What was pressed; `ctrl` is the command key where that is used instead. */
export type Pressed = { key: string; ctrl: boolean; shift: boolean; alt: boolean };

/** Null where the key does nothing in the grid. */
export function actFor({ key, ctrl, alt }: Pressed): GridAct | null {
  if (alt) return null;
  if (ctrl) return key === ' ' ? 'mark' : key.toLowerCase() === 'a' ? 'mark-column' : null;
  switch (key) {
    case 'Enter':
    case 'F2':
    case ' ':
      return 'open';
    case 'Delete':
      return 'clear';
    case 'Backspace':
      return 'drop-last';
    case 'l':
    case 'L':
      return 'lock';
    case '+':
      return 'more-need';
    case '-':
    case '−':
      return 'less-need';
    case 'n':
    case 'N':
      return 'next-hole';
    case 'Escape':
      return 'end-marking';
    default:
      return null;
  }
}

/** What a key does wherever one is on the page; null while somebody types. */
export function pageActFor({ key, ctrl, shift, alt }: Pressed, isTyping: boolean): 'undo' | 'redo' | 'keys' | null {
  if (isTyping || alt) return null;
  const letter = key.toLowerCase();
  if (ctrl && letter === 'z') return shift ? 'redo' : 'undo';
  if (ctrl && letter === 'y') return 'redo';
  return !ctrl && key === '?' ? 'keys' : null;
}
