/** The organisation as a file in the browser: the records read, compare and write it, in the name of whoever asked (O7). */
import type { Deps } from '../deps.ts';
import type { Fault } from '../organisation/faults.ts';
import { lookAtFile, takeFileAlong, takeFileIn, type FileLook } from '../organisation/file-by-hand.ts';
import type { Directory } from '../organisation/directory.ts';
import { languageFor } from './answer-problems.ts';
import { personIn } from './asker.ts';
import type { organisationFileOperations } from './contract/organisation-file.ts';
import { answerFile } from './file-answer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';
import { faultInWords } from './wording/faults.ts';
import type { ProblemLanguage } from './wording/problem-words.ts';

const toldAtMost = 200;

export function organisationFileHandlers(
  deps: Pick<Deps, 'room' | 'database' | 'directories'>,
): Handlers<typeof organisationFileOperations> {
  return {
    'organisation.export': async ({ asker, response }) => {
      const file = await takeFileAlong(deps, { by: personIn(asker) });
      if (file === null) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
      const name = `organisation-${file.exportedVersion}.json`;
      await answerFile(response, { name, type: 'application/json; charset=utf-8' }, [
        `${JSON.stringify(file, null, 1)}\n`,
      ]);
      return null;
    },
    'organisation.look': async ({ asker, body, request, response }) => {
      const language = await languageFor(deps.directories, { request, response });
      const looked = await lookAtFile(deps, body.text, { by: personIn(asker) });
      if (looked.kind === 'faults') return { ...faultsTold(looked.faults, language), look: null };
      return { ...faultsTold([], language), look: lookAnswer(looked.look, await deps.directories.current()) };
    },
    'organisation.import': async ({ asker, body: { text, replace }, ifMatch, request, response }) => {
      const language = await languageFor(deps.directories, { request, response });
      if (ifMatch !== null && !/^\d{1,9}$/.test(ifMatch))
        throw new Problem('invalid', {
          fields: [{ path: 'header.If-Match', message: ({ fields }) => fields.whatWasSeen }],
        });
      const seen = ifMatch === null ? null : Number(ifMatch);
      const taken = await takeFileIn(deps, text, { by: personIn(asker), seen, replace });
      switch (taken.kind) {
        case 'taken':
          return { ...faultsTold([], language), taken: true, version: taken.version };
        case 'faults':
          return { ...faultsTold(taken.faults, language), taken: false, version: null };
        case 'changed': {
          const anew = await lookAtFile(deps, text, { by: personIn(asker) });
          if (anew.kind === 'faults') return { ...faultsTold(anew.faults, language), taken: false, version: null };
          const current = lookAnswer(anew.look, await deps.directories.current());
          throw new Problem('conflict', { extra: { current } });
        }
        case 'loses':
          throw new Problem('not-possible', { detail: (words) => words.fileLoses });
      }
    },
  };
}

function faultsTold(faults: readonly Fault[], language: ProblemLanguage) {
  const told = faults.slice(0, toldAtMost).map(({ path, problem }) => ({
    path,
    problem: faultInWords(problem, language),
  }));
  return { faults: told, faultCount: faults.length };
}

function lookAnswer(
  { version, exportedVersion, isSame, whole, things, lost, findings }: FileLook,
  current: Directory | null,
) {
  const nameOf = (id: string | undefined) => current?.people.get(id ?? '')?.name ?? null;
  return {
    version: String(version),
    exportedVersion,
    same: isSame,
    ...whole,
    ...things,
    lost: lost.slice(0, toldAtMost).map(({ place, change }) => ({
      place,
      version: change?.version ?? null,
      at: change ? new Date(change.atMs).toISOString() : null,
      by: change?.by ?? null,
      name: nameOf(/^person:(.*)$/s.exec(change?.by ?? '')?.[1]),
    })),
    lostCount: lost.length,
    ownTags: findings.slice(0, toldAtMost).map(({ kind, person, tag }) => ({
      name: nameOf(person) ?? person,
      tag,
      stays: kind === 'added-tag' ? ('on' as const) : ('off' as const),
    })),
  };
}
