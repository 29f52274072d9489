/** The pages of coordinators: volunteers, who never open them, do not fetch where they are. */
import type { ComponentType } from 'react';

type Fetched = () => Promise<ComponentType>;

export const deskPages = {
  people: async () => (await import('./people.tsx')).PeoplePage,
  person: async () => (await import('./person.tsx')).PersonPage,
  lines: async () => (await import('./lines.tsx')).LinesPage,
  line: async () => (await import('./line.tsx')).LinePage,
  settings: async () => (await import('./settings.tsx')).SettingsPage,
  fairness: async () => (await import('./roster-fairness.tsx')).RosterFairnessPage,
  attention: async () => (await import('./attention.tsx')).AttentionPage,
  audit: async () => (await import('./audit.tsx')).AuditPage,
  replay: async () => (await import('./replay.tsx')).ReplayPage,
  moves: async () => (await import('./moves.tsx')).MovesPage,
} satisfies Record<string, Fetched>;
