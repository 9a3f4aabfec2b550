import { isDeepStrictEqual } from 'node:util';
import type { FactDelivery, FactName } from '../../shared/partners/facts.ts';
import type { FactsRecord } from './facts-record.ts';

/** What is known of someone, fact by fact. `everScored`: a score has been told of, be it there no more. */
export type VersionedFacts = Pick<FactsRecord, 'facts' | 'everScored'>;

/**
 * `facts`: as they are with the delivery. `changed`: those that have another value by it. `older`: those there is a newer version of.
 * `isNew`: there is something to write, though it be a version alone. `isOtherwise`: they may be judged otherwise by it.
 */
export type Merging = VersionedFacts & {
  changed: FactName[];
  older: FactName[];
  isNew: boolean;
  isOtherwise: boolean;
};

/**
 * Takes of a delivery what is newer than what is known. In whatever order, how often and in what pieces deliveries come, the same is
 * known in the end: of each fact the value with the highest version.
 * @returns null where one of its facts came with the same version and another value before: then nothing of it is to be believed.
 */
export function merge(
  known: VersionedFacts,
  { version, facts: told }: Pick<FactDelivery, 'version' | 'facts'>,
): Merging | null {
  const names = Object.keys(told) as FactName[];
  const versionOf = (name: FactName) => known.facts[name]?.version ?? 0;
  const isOther = (name: FactName) => !isDeepStrictEqual(known.facts[name]?.value, told[name]);
  if (names.some((name) => versionOf(name) === version && isOther(name))) return null;
  const newer = names.filter((name) => versionOf(name) < version);
  const changed = newer.filter(isOther);
  const everScored = known.everScored || told.jss != null;
  const isOtherwise = changed.length > 0 || everScored !== known.everScored;
  return {
    facts: { ...known.facts, ...Object.fromEntries(newer.map((name) => [name, { value: told[name], version }])) },
    everScored,
    changed,
    older: names.filter((name) => versionOf(name) > version),
    isNew: newer.length > 0 || isOtherwise,
    isOtherwise,
  };
}
