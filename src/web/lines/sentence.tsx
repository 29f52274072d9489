/** One sentence of a line in one language: ours, the line's own words, how long it takes, and a voice to hear it. */
import { useEffect, useState, type ReactNode } from 'react';
import { smsCountOf } from '../../carrier/sms-parts.ts';
import { spokenSeconds } from '../../reading/spoken-length.ts';
import looks from '../desk/desk.module.css';
import { Area } from '../desk/fields.tsx';
import { Button } from '../parts/controls.tsx';
import { useLinesWords } from './words.ts';

export function Sentence({
  label,
  language,
  isText,
  places,
  ours,
  own,
  wrong,
  set,
}: {
  label: string;
  language: string;
  isText: boolean;
  places: readonly string[];
  ours: string;
  own: string;
  wrong: string | null;
  set: (words: string) => void;
}): ReactNode {
  const words = useLinesWords();
  const effective = own.trim() === '' ? ours : own;
  const isRecording = /^https:/i.test(effective);
  return (
    <div>
      <p lang={language}>{words.ours({ words: ours })}</p>
      <Area
        label={label}
        {...(places.length > 0
          ? { hint: words.places({ places: places.map((place) => `{${place}}`).join(', ') }) }
          : {})}
        maxLength={2_000}
        rows={3}
        lang={language}
        value={own}
        wrong={wrong}
        onChange={(event) => set(event.target.value)}
      />
      <p className={looks['acts']}>
        <span role="status">
          {isRecording
            ? words.recording
            : isText
              ? words.parts({ parts: smsCountOf(effective).parts })
              : words.seconds({ seconds: spokenSeconds(effective) })}
        </span>
        {!isRecording && !isText && <Hear text={effective} language={language} />}
      </p>
    </div>
  );
}

/** By the browser's own voice, where it has one. */
function Hear({ text, language }: { text: string; language: string }): ReactNode {
  const words = useLinesWords();
  const [speaking, setSpeaking] = useState(false);
  const canSpeak = 'speechSynthesis' in window;
  useEffect(() => () => (canSpeak ? window.speechSynthesis.cancel() : undefined), [canSpeak]);
  if (!canSpeak) return null;
  const speak = () => {
    const said = new SpeechSynthesisUtterance(text.replaceAll(/[{}]/g, ''));
    said.lang = language;
    for (const end of ['end', 'error']) said.addEventListener(end, () => setSpeaking(false));
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(said);
    setSpeaking(true);
  };
  const hush = () => {
    window.speechSynthesis.cancel();
    setSpeaking(false);
  };
  return <Button onClick={speaking ? hush : speak}>{speaking ? words.hush : words.hear}</Button>;
}
