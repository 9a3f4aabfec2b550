import type { Doc } from '../bson/types.ts';
import type { Filter } from '../match/filter.ts';

export type IndexField = { path: string; parts: string[]; descending: boolean };

/** An index as the client asked for it, checked. */
export type IndexSpec = {
  name: string;
  fields: IndexField[];
  unique: boolean;
  sparse: boolean;
  partial: Filter | undefined;
  expireAfterSeconds: number | undefined;
  /** As it is listed and stored. */
  document: Doc;
};
