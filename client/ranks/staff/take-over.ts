import { METRICS, type Rung } from '../../../shared/ladder.ts';
import { changesBetween } from './ladder-changes.ts';
import { asWritten, type Draft, type DraftRung } from './ladder-draft.ts';

/**
 * A draft that went on from `base`, on the ladder that has been put in force meanwhile: what was typed stays, everything else
 * is as it is there now.
 */
export function takeOver(draft: Draft, base: Rung[], version: number, latest: Rung[]): Draft {
  const dropped = (key: string) => !find(draft.rungs, key) && find(base, key) !== undefined;
  const rungs = latest
    .filter(({ key }) => !dropped(key))
    .map((rung) => merged(find(draft.rungs, rung.key), find(base, rung.key), rung));
  return { basedOn: version, rungs: withOwn(rungs, draft.rungs, base) };
}

/** A rung as it is now, but for what was typed. */
function merged(mine: DraftRung | undefined, base: Rung | undefined, latest: Rung): DraftRung {
  if (!mine) return asWritten(latest);
  const typed = METRICS.filter((metric) => mine.thresholds[metric] !== base?.thresholds[metric]);
  const thresholds = Object.fromEntries(typed.map((metric) => [metric, mine.thresholds[metric]]));
  return {
    ...asWritten(latest),
    title: mine.title === base?.title ? latest.title : mine.title,
    thresholds: { ...latest.thresholds, ...thresholds },
  };
}

/** Adds the rungs that are in the draft alone: new ones, and those that were changed here and removed there. */
function withOwn(rungs: DraftRung[], mine: DraftRung[], base: Rung[]): DraftRung[] {
  return mine.reduce((all, rung, at) => {
    if (find(all, rung.key) || !isOwn(rung, find(base, rung.key))) return all;
    const below = mine.slice(0, at).map(({ key }) => key);
    return all.toSpliced(all.findLastIndex(({ key }) => below.includes(key)) + 1, 0, rung);
  }, rungs);
}

function isOwn({ key, title, thresholds }: DraftRung, base: Rung | undefined): boolean {
  return !base || changesBetween([base], [{ key, title, thresholds } as Rung]).length > 0;
}

const find = <Each extends { key: string }>(list: Each[], key: string) => list.find((each) => each.key === key);
