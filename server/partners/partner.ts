import { model, Schema } from 'mongoose';
import type { PartnerCard, PartnerFace, PartnerRef } from '../../shared/partners/partners.ts';
import type { Process } from '../../shared/partners/process.ts';
import { managersStream, partnerStream, type Stream } from '../../shared/streams.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { batched } from '../lib/batch.ts';
import { authorize, found } from '../lib/errors.ts';

export type PartnerRecord = {
  _id: ObjectId;
  slug: string;
  name: string;
  tagline: string;
  about: string;
  website: string | null;
  colour: string;
  /** Of its picture, by which its address changes with it. */
  logo: ObjectId | null;
  process: Process;
  managers: ObjectId[];
  /** About what it makes; for suggestions. */
  groups: ObjectId[];
  /** How many are featured at once, and for how many hours. */
  featured: number;
  hours: number;
  /** How many experts are in the directory. */
  experts: number;
  /** How many pages of featured experts were dealt. */
  deals?: number;
  /** The last account that was judged anew since the process asks for something else; missing where all have been. */
  rejudged?: ObjectId;
  createdAt: Date;
  archivedAt: Date | null;
};

const text = { type: String, required: true };
const schema = new Schema<PartnerRecord>(
  {
    slug: text,
    name: text,
    tagline: text,
    about: text,
    website: { type: String, default: null },
    colour: text,
    logo: { type: Schema.Types.ObjectId, default: null },
    process: { type: Object, required: true },
    managers: { type: [Schema.Types.ObjectId], default: [] },
    groups: { type: [Schema.Types.ObjectId], default: [] },
    featured: { type: Number, default: 4 },
    hours: { type: Number, default: 24 },
    experts: { type: Number, default: 0 },
    deals: { type: Number, default: 0 },
    rejudged: Schema.Types.ObjectId,
    createdAt: { type: Date, required: true },
    archivedAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
schema.index({ slug: 1 }, { unique: true });
schema.index({ managers: 1 });
schema.index({ createdAt: 1, _id: 1 });
schema.index({ rejudged: 1 }, { partialFilterExpression: { rejudged: { $exists: true } } });

export const PartnerModel = model<PartnerRecord>('Partner', schema, 'partners');

/** @throws AppError not_found */
export async function partnerBySlug(slug: string): Promise<PartnerRecord> {
  return found(await PartnerModel.findOne({ slug }).lean());
}

/** @throws AppError not_found */
export async function partnerById(id: ObjectId): Promise<PartnerRecord> {
  return found(await PartnerModel.findById(id).lean());
}

/** One that is archived takes nobody any more. @throws AppError archived */
export const refuseArchived = ({ archivedAt, name }: PartnerRecord): void =>
  authorize(!archivedAt, 'archived', `${name} takes nobody any more.`);

/** A partner by its id. Many who ask at once cost one query; nothing is remembered. */
export const partnerTogether = batched(async (ids: string[]) => {
  const partners = await PartnerModel.find({ _id: { $in: ids.map(toId) } }).lean();
  return new Map(partners.map((partner): [string, PartnerRecord] => [partner._id.toString(), partner]));
});

export const streamOf = (partner: { _id: ObjectId }): Stream => partnerStream(partner._id.toString());
export const managersStreamOf = (partner: { _id: ObjectId }): Stream => managersStream(partner._id.toString());

export function presentPartnerRef({ _id, slug, name, colour, logo }: PartnerRecord): PartnerRef {
  return { id: _id.toString(), slug, name, colour, logo: logo && `/partners/${slug}/logo/${logo.toString()}` };
}

export function presentCard(partner: PartnerRecord): PartnerCard {
  return { ...presentPartnerRef(partner), tagline: partner.tagline, experts: partner.experts };
}

export function presentFace(partner: PartnerRecord): PartnerFace {
  const { about, website, process, archivedAt } = partner;
  return { ...presentCard(partner), about, website, process, archivedAt: archivedAt?.toISOString() ?? null };
}
