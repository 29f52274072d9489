/** Every page: its address, what it needs, and its name in the list of pages. */
import type { Action } from '../access/rights.ts';
import type { Words } from './words/en.ts';

type Name = { [Key in keyof Words]: Words[Key] extends string ? Key : never }[keyof Words];
export type PageEntry = {
  address: string;
  name: Name;
  needs: Action;
  /** Reached from another page. */ inside?: true;
  /** Takes the whole window. */ wide?: true;
  /** Folded away for whoever has many pages open to them. */ seldom?: true;
};

/** What somebody may do at once, and what with one more proof. */
type Open = { may: readonly string[]; mayWithProof: readonly string[] };

/** In the order in which they stand in the list. */
export const pages: readonly PageEntry[] = [
  { address: '/board', name: 'pageBoard', needs: 'board.read' },
  { address: '/roster', name: 'pageRoster', needs: 'roster.read', wide: true },
  { address: '/roster/fairness', name: 'pageFairness', needs: 'roster.read', inside: true },
  { address: '/forecast', name: 'pageForecast', needs: 'roster.read', wide: true },
  { address: '/forecast/replay', name: 'pageReplay', needs: 'replays.run', inside: true },
  { address: '/attention', name: 'pageAttention', needs: 'attention.read' },
  { address: '/contacts', name: 'pageContacts', needs: 'contacts.read' },
  { address: '/contacts/:id', name: 'pageContacts', needs: 'contacts.read', inside: true },
  { address: '/blocks', name: 'pageBlocks', needs: 'contacts.read', inside: true },
  { address: '/moves', name: 'pageMoves', needs: 'moves.decide' },
  { address: '/word', name: 'pageWord', needs: 'bulletins.send', seldom: true },
  { address: '/reports', name: 'pageReports', needs: 'reports.read', seldom: true },
  { address: '/now', name: 'pageNow', needs: 'availability.own' },
  { address: '/shifts', name: 'pageShifts', needs: 'shifts.own' },
  { address: '/open-shifts', name: 'pageOpenShifts', needs: 'shifts.open', seldom: true },
  { address: '/times', name: 'pageTimes', needs: 'times.own', seldom: true },
  { address: '/load', name: 'pageLoad', needs: 'load.own', seldom: true },
  { address: '/inbox', name: 'pageInbox', needs: 'inbox.own' },
  { address: '/resources', name: 'pageResources', needs: 'resources.read', seldom: true },
  { address: '/resources/:id', name: 'pageResources', needs: 'resources.edit', inside: true },
  { address: '/hours', name: 'pageHours', needs: 'shifts.own', inside: true },
  { address: '/people', name: 'pagePeople', needs: 'people.read' },
  { address: '/people/:id', name: 'pagePeople', needs: 'people.read', inside: true },
  { address: '/lines', name: 'pageLines', needs: 'lines.read', seldom: true },
  { address: '/lines/:id', name: 'pageLines', needs: 'lines.read', inside: true },
  { address: '/settings', name: 'pageSettings', needs: 'lines.read', seldom: true },
  { address: '/file', name: 'pageFile', needs: 'lines.read', inside: true },
  { address: '/go-live', name: 'pageGoLive', needs: 'go-live.read', seldom: true },
  { address: '/audit', name: 'pageAudit', needs: 'audit.read', seldom: true },
  { address: '/me', name: 'pageMe', needs: 'me.read' },
];

/** The pages open to whoever is signed in, those that want one more proof included. */
export function pagesFor({ may, mayWithProof }: Open): PageEntry[] {
  return pages.filter(({ needs }) => may.includes(needs) || mayWithProof.includes(needs));
}

const mostAtOnce = 8;

/**
 * The list of pages for whoever is at an address: what always stands in it, and what is folded away where it would be long.
 * `most` is how many have room side by side; the page one is at has room in any case.
 */
export function menuFor(signedIn: Open, here: string, most = Infinity): { shown: PageEntry[]; folded: PageEntry[] } {
  const listed = pagesFor(signedIn).filter(({ inside }) => !inside);
  const isLong = listed.length > mostAtOnce;
  const often = listed.filter(({ seldom, address }) => !isLong || seldom !== true || address === here);
  const current = often.filter(({ address }) => address === here);
  const others = often.filter((one) => !current.includes(one)).slice(0, Math.max(0, most - current.length));
  const isShown = (one: PageEntry) => current.includes(one) || others.includes(one);
  return { shown: listed.filter(isShown), folded: listed.filter((one) => !isShown(one)) };
}
