/** A button that fetches a file; a proof that is wanted first is given where it stands. */
import { useState, type ReactNode } from 'react';
import { askForFile, AskFailed, type Asked, type OperationName } from '../client.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { ProveFirst } from './trouble.tsx';
import { useDeskWords } from './words.ts';

export function FileButton<Name extends OperationName>({
  operation,
  asked,
  file,
  primary = false,
  children,
}: {
  operation: Name;
  asked: Asked<Name>;
  /** What it is called where it is kept. */
  file: string;
  primary?: boolean;
  children: ReactNode;
}): ReactNode {
  const words = useDeskWords();
  const [trouble, setTrouble] = useState<AskFailed | null>(null);
  const [state, setState] = useState<'busy' | 'done' | null>(null);
  const fetchFile = async () => {
    setState('busy');
    setTrouble(null);
    try {
      keep(await askForFile(operation, asked), file);
      setState('done');
    } catch (problem) {
      setTrouble(problem instanceof AskFailed ? problem : new AskFailed(500, {}));
      setState(null);
    }
  };
  return (
    <>
      {trouble && wantsProof(trouble) && <ProveFirst again={() => void fetchFile()} />}
      {trouble && !wantsProof(trouble) && (
        <Notice kind="trouble">{trouble.kind === 'no-right' ? words.notYours : words.fileFailed}</Notice>
      )}
      <Button kind={primary ? 'primary' : 'plain'} busy={state === 'busy'} onClick={() => void fetchFile()}>
        {children}
      </Button>
      <p role="status">{state === 'done' && words.fileThere({ file })}</p>
    </>
  );
}

const wantsProof = ({ kind }: AskFailed) => kind === 'fresh-proof' || kind === 'second-proof';

function keep(content: Blob, file: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = file;
  link.click();
  URL.revokeObjectURL(link.href);
}
