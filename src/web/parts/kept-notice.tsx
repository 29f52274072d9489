/** Says of a form that what was typed in it before is in it again, and lets it be thrown away. */
import { useEffect, useState, type ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { Button, Buttons } from './controls.tsx';
import looks from './controls.module.css';

export function KeptNotice({ kept }: { kept: { isAgain: boolean; keep: (nothing: null) => void } }): ReactNode {
  const { words } = useWords();
  const [isThere, setThere] = useState(false);
  // A screen reader says what comes into a region that it knows already.
  useEffect(() => {
    const frame = requestAnimationFrame(() => setThere(true));
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div role="status">
      {isThere && kept.isAgain && (
        <div className={`${looks['notice']} ${looks['calm']}`}>
          <p>{words.keptAgain}</p>
          <Buttons>
            <Button onClick={() => kept.keep(null)}>{words.keptAway}</Button>
          </Buttons>
        </div>
      )}
    </div>
  );
}
