/** The table of a report, and the same as a file. */
import { useId, useState, type ReactNode } from 'react';
import { Button, Notice } from '../parts/controls.tsx';
import looks from './reports.module.css';
import { useReportsWords, type Report } from './words.ts';

export function ReportTable({ report, title }: { report: Report; title: string }): ReactNode {
  const { words, named, says, row } = useReportsWords();
  const { columns, rows, total, by } = report;
  return (
    <details className={looks['more']}>
      <summary>{words.asTable}</summary>
      <table className={looks['table']} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{words.period}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {named(column).name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(total ? [...rows, total] : rows).map(({ key, values }) => (
            <tr key={key}>
              <th scope="row">{row(key, by)}</th>
              {columns.map((column, index) => (
                <td key={column.key} data-name={named(column).name}>
                  {says(values[index], column.unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <AsFile report={report} />
    </details>
  );
}

function AsFile({ report }: { report: Report }): ReactNode {
  const { words } = useReportsWords();
  const id = useId();
  const [trouble, setTrouble] = useState<string | null>(null);
  const fetchFile = async () => {
    const { figures, from, to, by, line, language } = report;
    const query = new URLSearchParams({ from, to, ...(line ? { line } : {}), ...(language ? { language } : {}), by });
    const response = await fetch(`/api/v1/reports/${figures}/csv?${query}`, { credentials: 'same-origin' }).catch(
      () => null,
    );
    if (!response?.ok) return setTrouble(response?.status === 403 ? words.csvProof : words.csvFailed);
    setTrouble(null);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `${figures}-${from}-${to}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className={looks['file']}>
      <Button aria-describedby={trouble ? id : undefined} onClick={() => void fetchFile()}>
        {words.csv}
      </Button>
      {trouble && (
        <div id={id}>
          <Notice kind="trouble">{trouble}</Notice>
        </div>
      )}
    </div>
  );
}
