import { model, Schema } from 'mongoose';
import type { ServiceToken } from '../../shared/partners/facts.ts';
import type { Person } from '../../shared/partners/person.ts';
import type { ObjectId } from '../db/id.ts';

/** A token by which a service speaks for the marketplace; one that was revoked is not there any more. */
export type ServiceTokenRecord = {
  _id: ObjectId;
  name: string;
  /** The token itself lies nowhere. */
  tokenHash: string;
  createdAt: Date;
  createdBy: ObjectId;
  lastUsedAt: Date | null;
};

const schema = new Schema<ServiceTokenRecord>(
  {
    name: { type: String, required: true },
    tokenHash: { type: String, required: true },
    createdAt: { type: Date, required: true },
    createdBy: { type: Schema.Types.ObjectId, required: true },
    lastUsedAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ createdAt: -1, _id: -1 });

export const ServiceTokenModel = model<ServiceTokenRecord>('ServiceToken', schema, 'serviceTokens');

export const presentServiceToken = (
  { _id, name, createdAt, lastUsedAt }: ServiceTokenRecord,
  createdBy: Person,
): ServiceToken => ({
  id: _id.toString(),
  name,
  createdAt: createdAt.toISOString(),
  createdBy,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});
