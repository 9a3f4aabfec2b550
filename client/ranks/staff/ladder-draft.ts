import { METRICS, type Metric, type Rung, Rungs } from '../../../shared/ladder.ts';
import { keyOf } from './key-of.ts';

/**
 * A rung as it is being written. `id` stays, whatever is typed. `fresh`: new, its key follows its title. A field that is
 * empty asks for nothing.
 */
export type DraftRung = {
  id: string;
  key: string;
  title: string;
  thresholds: Record<Metric, number | ''>;
  fresh: boolean;
};

/** What is being made of the ladder of a version. */
export type Draft = { basedOn: number; rungs: DraftRung[] };

/** What is wrong with a draft: messages by the place, as "2.title" or "2.thresholds.posts". */
export type Faults = Record<string, string>;

export const draftOf = (version: number, rungs: Rung[]): Draft => ({ basedOn: version, rungs: rungs.map(asWritten) });

export const rungsOf = ({ rungs }: Draft): Rung[] =>
  rungs.map(({ key, title, thresholds }) => ({ key, title: title.trim(), thresholds: numbersOf(thresholds) }));

/** Judged as the server does; of each place the first thing that is wrong. */
export function faultsOf(draft: Draft): Faults {
  const issues = Rungs.safeParse(rungsOf(draft)).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]).reverse());
}

export function retitle(draft: Draft, id: string, title: string): Draft {
  const others = draft.rungs.filter((rung) => rung.id !== id).map(({ key }) => key);
  return change(draft, id, (rung) => ({ ...rung, title, key: rung.fresh ? keyOf(title, others) : rung.key }));
}

export function setThreshold(draft: Draft, id: string, metric: Metric, value: number | ''): Draft {
  return change(draft, id, (rung) => ({ ...rung, thresholds: { ...rung.thresholds, [metric]: value } }));
}

/** A new rung above the one named, which at first asks for as much. */
export function addAbove(draft: Draft, id: string): Draft {
  const at = draft.rungs.findIndex((rung) => rung.id === id);
  const names = draft.rungs.flatMap((rung) => [rung.id, rung.key]);
  const key = keyOf('', names);
  const fresh = { id: key, key, title: '', thresholds: { ...draft.rungs[at]!.thresholds }, fresh: true };
  return { ...draft, rungs: draft.rungs.toSpliced(at + 1, 0, fresh) };
}

export const remove = (draft: Draft, id: string): Draft => ({
  ...draft,
  rungs: draft.rungs.filter((rung) => rung.id !== id),
});

/** A rung that was removed comes back, above those it stood above. */
export function putBack(draft: Draft, base: Rung[], key: string): Draft {
  const at = base.findIndex((rung) => rung.key === key);
  const below = base.slice(0, at).map((rung) => rung.key);
  const place = draft.rungs.findLastIndex((rung) => below.includes(rung.key)) + 1;
  return { ...draft, rungs: draft.rungs.toSpliced(place, 0, asWritten(base[at]!)) };
}

export const asWritten = ({ key, title, thresholds }: Rung): DraftRung => ({
  id: key,
  key,
  title,
  thresholds: { ...thresholds },
  fresh: false,
});

function change(draft: Draft, id: string, by: (rung: DraftRung) => DraftRung): Draft {
  return { ...draft, rungs: draft.rungs.map((rung) => (rung.id === id ? by(rung) : rung)) };
}

function numbersOf(thresholds: DraftRung['thresholds']): Rung['thresholds'] {
  return Object.fromEntries(METRICS.map((metric) => [metric, thresholds[metric] || 0])) as Rung['thresholds'];
}
