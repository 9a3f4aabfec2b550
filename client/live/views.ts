import type { QueryKey } from '@tanstack/react-query';
import type { GroupCards } from '../../shared/groups.ts';
import { reduceGroupCard } from '../../shared/reduce/group.ts';
import type { Reducer } from '../../shared/reduce/reducer.ts';
import type { Head } from '../../shared/values.ts';

/** How a cached answer of the server is kept up to date: which streams it shows and what an event does to it. */
export type View<Data> = {
  heads: (data: Data) => Head[];
  reduce: Reducer<Data>;
  /** Every event says all there is to know, so that a gap between two does no harm. */
  loose?: boolean;
  /** Moves what has outgrown this answer into the next one. */
  split?: (key: QueryKey, data: Data) => { keep: Data; rest: { key: QueryKey; data: Data } | null };
};

/** A view of an answer with one head. */
export function view<Data extends { head: Head }>(reduce: Reducer<Data>, split?: View<Data>['split']): View<Data> {
  return { heads: (data) => [data.head], reduce, split };
}

/** Cards keep a head each: they are of as many streams. */
export const groupCardsView: View<GroupCards> = {
  heads: (cards) => cards.items.map((card) => card.head),
  reduce: (cards, event, viewer) => ({
    ...cards,
    items: cards.items.map((card) => reduceGroupCard(card, event, viewer)),
  }),
  loose: true,
};
