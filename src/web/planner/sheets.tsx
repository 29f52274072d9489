/** What lies over the roster right now. */
import { lazy, Suspense, type ReactNode } from 'react';
import { AddShiftDialog } from './add-shift.tsx';
import { useDesk, type Panel } from './desk.tsx';
import { EditShiftDialog } from './edit-shift.tsx';
import { PersonDayPanel } from './person-day.tsx';
import { PlacePanel } from './place-panel.tsx';
import { PublishDialog } from './publish.tsx';
import type { Draft } from './sending.ts';
import { DropDialog, HistoryDialog, KeysDialog } from './small-dialogs.tsx';

const FillDialog = lazy(async () => ({ default: (await import('./fill.tsx')).FillDialog }));
const CopyWeekDialog = lazy(async () => ({ default: (await import('./copy-week.tsx')).CopyWeekDialog }));

export function Sheets({
  panel,
  published,
  dropped,
}: {
  panel: Panel;
  published: (draft: Draft, silent: boolean) => void;
  dropped: () => void;
}): ReactNode {
  const { view, work } = useDesk();
  if (panel.kind === 'keys') return <KeysDialog />;
  if (work === null) return null;
  switch (panel.kind) {
    case 'places':
      return <PlacePanel keys={panel.keys} />;
    case 'person-day':
      return <PersonDayPanel person={panel.person} date={panel.date} />;
    case 'edit': {
      const place = view.places.find(({ key }) => key === panel.key);
      return place ? <EditShiftDialog key={place.key} place={place} /> : null;
    }
    case 'publish':
      return <PublishDialog published={published} />;
    case 'fill':
      return (
        <Suspense fallback={null}>
          <FillDialog />
        </Suspense>
      );
    case 'copy':
      return (
        <Suspense fallback={null}>
          <CopyWeekDialog />
        </Suspense>
      );
    case 'add':
      return <AddShiftDialog />;
    case 'history':
      return <HistoryDialog />;
    case 'drop':
      return <DropDialog dropped={dropped} />;
  }
}
