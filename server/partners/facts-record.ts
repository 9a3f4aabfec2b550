import { model, Schema } from 'mongoose';
import type { FactName, Facts, KnownFacts, OwnFacts } from '../../shared/partners/facts.ts';
import type { ObjectId } from '../db/id.ts';

/** What the marketplace knows of an account, each fact with the version it came with. */
export type FactsRecord = {
  _id: ObjectId;
  facts: { [Name in FactName]?: { value: Facts[Name]; version: number } };
  /** Whether a JSS was ever told of: who had one is no newcomer any more, also where it is gone. */
  everScored: boolean;
  changedAt: Date;
};

const schema = new Schema<FactsRecord>(
  {
    _id: Schema.Types.ObjectId,
    facts: { type: Object, required: true },
    everScored: { type: Boolean, default: false },
    changedAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);

export const FactsModel = model<FactsRecord>('Facts', schema, 'facts');

export function knownFacts(record: Pick<FactsRecord, 'facts'> | null | undefined): KnownFacts {
  const entries = Object.entries(record?.facts ?? {}).map(([name, fact]) => [name, fact.value]);
  return Object.fromEntries(entries) as KnownFacts;
}

export const presentFacts = (record: Omit<FactsRecord, '_id'> | null | undefined): OwnFacts => ({
  facts: knownFacts(record),
  everScored: record?.everScored ?? false,
  changedAt: record?.changedAt.toISOString() ?? null,
});
