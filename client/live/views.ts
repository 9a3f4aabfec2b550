import type { QueryKey } from '@tanstack/react-query';
import type { GroupCard, GroupCards } from '../../shared/groups.ts';
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

/** Cards keep a head each: they are of as many streams. Of a closed group others than its members hear nothing. */
export const groupCardsView: View<GroupCards> = {
  heads: (cards) => cards.items.filter(isTold).map((card) => card.head),
  reduce: (cards, event, viewer) => ({
    ...cards,
    items: cards.items.map((card) => (isTold(card) ? reduceGroupCard(card, event, viewer) : card)),
  }),
  loose: true,
};

const isTold = ({ memberCount }: GroupCard) => memberCount !== null;
