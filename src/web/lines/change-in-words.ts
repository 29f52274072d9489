/** One thing that a change of a line or the settings makes another way, as a sentence. Pure. */
import type { PolicyChange } from '../../planning/policy-changes.ts';
import type { LinesWords } from '../words/lines/en.ts';
import { amountOf, lengthInWords } from '../parts/length-of-time.ts';

export function changeInWords(change: PolicyChange, words: LinesWords, reader: string): string {
  const say = words.changes;
  const span = (seconds: number) => lengthInWords(seconds, reader);
  switch (change.kind) {
    case 'number': {
      const { of, before, after } = change;
      if (of === 'callsPerDay') return say.callsPerDay({ before, after });
      if (of === 'ringSeconds') return say.ringSeconds({ before: span(before), after: span(after) });
      return say[of]({ before: amountOf(before, 'minute', reader), after: amountOf(after, 'minute', reader) });
    }
    case 'phones': {
      const { fromSeconds, untilSeconds, before, after } = change;
      const from = fromSeconds === 0 ? null : span(fromSeconds);
      return say.phones({ from, until: untilSeconds === null ? null : span(untilSeconds), before, after });
    }
    case 'step': {
      const { do: act, before, after } = change;
      const step = words.steps[act];
      if (after === null) return say.stepGone[act]({ before: span(before ?? 0) });
      if (before === null) return say.stepNew({ step, after: span(after) });
      return say.stepMoved({ step, before: span(before), after: span(after) });
    }
    case 'partner':
      return say.partner({ after: span(change.afterSeconds) });
    case 'language': {
      const language = languageIn(change.language, reader);
      return change.isOffered ? say.languageNew({ language }) : say.languageGone({ language });
    }
    case 'first-language':
      return say.languageFirst({
        before: languageIn(change.before, reader),
        after: languageIn(change.after, reader),
      });
    case 'wish': {
      const { key, before, after } = change;
      if (before === null) return say.wishNew({ key, name: after ?? '' });
      return after === null ? say.wishGone({ key, name: before }) : say.wishOther({ key, before, after });
    }
    case 'wish-tag':
      return say.wishTag(change);
  }
}

/** What is still being typed is no tag yet. */
function languageIn(tag: string, reader: string): string {
  try {
    return new Intl.DisplayNames(reader, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
