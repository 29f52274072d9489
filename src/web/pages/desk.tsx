/** The pages of coordinators: volunteers, who never open them, do not fetch where they are. */
import type { ComponentType } from 'react';

type Fetched = () => Promise<ComponentType>;

export const deskPages = {
  people: async () => (await import('./people.tsx')).PeoplePage,
  person: async () => (await import('./person.tsx')).PersonPage,
  lines: async () => (await import('./lines.tsx')).LinesPage,
  line: async () => (await import('./line.tsx')).LinePage,
  settings: async () => (await import('./settings.tsx')).SettingsPage,
  file: async () => (await import('./file.tsx')).FilePage,
  fairness: async () => (await import('./roster-fairness.tsx')).RosterFairnessPage,
  attention: async () => (await import('./attention.tsx')).AttentionPage,
  contacts: async () => (await import('./contacts.tsx')).ContactsPage,
  contact: async () => (await import('./contact.tsx')).ContactPage,
  blocks: async () => (await import('./blocks.tsx')).BlocksPage,
  audit: async () => (await import('./audit.tsx')).AuditPage,
  found: async () => (await import('./found.tsx')).FoundPage,
  welcome: async () => (await import('./welcome.tsx')).WelcomePage,
  goLive: async () => (await import('./go-live.tsx')).GoLivePage,
  resource: async () => (await import('./resource.tsx')).ResourcePage,
  word: async () => (await import('./word.tsx')).WordPage,
  replay: async () => (await import('./replay.tsx')).ReplayPage,
  moves: async () => (await import('./moves.tsx')).MovesPage,
} satisfies Record<string, Fetched>;
