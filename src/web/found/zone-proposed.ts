/** The clock that founding proposes. */

/** The IANA zone a browser names, where that is the clock of a place; empty where it is not: one set up like a server says `UTC`, by which nobody lives. */
export function zoneProposed(zoneOfBrowser: string): string {
  return /^(?!Etc\/)[^/]+\//.test(zoneOfBrowser) ? zoneOfBrowser : '';
}
