import { createHash } from 'node:crypto';
import type { Featured } from '../../shared/partners/experts.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { newId, type ObjectId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { write } from '../events/write.ts';
import { found } from '../lib/errors.ts';
import { DealModel, type DealRecord } from './deal-record.ts';
import { ExpertModel, type ExpertRecord, presentExpert } from './expert-record.ts';
import { PartnerModel, type PartnerRecord, partnerBySlug, streamOf } from './partner.ts';
import { lowestRound, turn } from './rotation.ts';

/** Visitors are shown one of so many pages in a period: what is written grows with these, and not with how many come. */
export const BUCKETS = 64;

/**
 * The experts a visitor is shown now: the same until the period ends, but for those who go. It writes where nobody of the visitor's
 * bucket has come in this period yet, or someone has gone whose place can be taken.
 * @param visitor what they are known by: anything. @throws AppError not_found
 */
export async function readFeatured(slug: string, visitor: string, now = new Date()): Promise<Featured> {
  const { _id } = await partnerBySlug(slug);
  const head = await headOf(streamOf({ _id }));
  const partner = await partnerBySlug(slug);
  const slot = slotOf(partner, visitor, now);
  const deal = (await DealModel.findOne(keyOf(slot)).lean()) ?? (await dealt(slot, now));
  const items = await activeOf(deal);
  const whole = (await hasVacancy(partner, items)) ? await activeOf(await refilled(slot)) : items;
  return { items: whole.map(presentExpert), until: slot.until.toISOString(), head };
}

type Slot = { partner: ObjectId; places: number; period: string; bucket: number; until: Date };

function slotOf({ _id, featured, hours }: PartnerRecord, visitor: string, now: Date): Slot {
  const length = hours * 3_600_000;
  const index = Math.floor(now.getTime() / length);
  const bucket = createHash('sha256').update(visitor).digest().readUInt32BE(0) % BUCKETS;
  const until = new Date((index + 1) * length);
  return { partner: _id, places: featured, period: `${hours}h ${index}`, bucket, until };
}

const keyOf = ({ partner, period, bucket }: Slot) => ({ partner, period, bucket });

/** Those of a page who are in the directory, in its order. */
async function activeOf({ experts }: DealRecord): Promise<ExpertRecord[]> {
  const active = await ExpertModel.find({ _id: { $in: experts }, state: 'active' }).lean();
  const byId = new Map(active.map((expert) => [expert._id.toString(), expert]));
  return experts.flatMap((id) => byId.get(id.toString()) ?? []);
}

/** Whether there is someone for a place nobody has. A place may have to stay empty for the sake of all who are on the page already. */
async function hasVacancy(partner: PartnerRecord, shown: ExpertRecord[]): Promise<boolean> {
  if (shown.length >= Math.min(partner.featured, partner.experts)) return false;
  return (
    (
      await nextFor(
        partner._id,
        shown.map(({ _id }) => _id),
        1,
      )
    ).length > 0
  );
}

/** Deals the next page of the rotation to a bucket. Of two first visitors the second sees what the first was dealt. */
async function dealt(slot: Slot, now: Date): Promise<DealRecord> {
  try {
    return await rotating(slot, async () => {
      const there = await DealModel.findOne(keyOf(slot)).lean();
      if (there) return there;
      await DealModel.deleteMany({ partner: slot.partner, until: { $lte: now } });
      const chosen = await ExpertModel.find({ partner: slot.partner, state: 'active' })
        .sort({ round: 1, place: 1, _id: 1 })
        .limit(slot.places)
        .lean();
      const deal = { ...keyOf(slot), _id: newId(), experts: await expose(chosen), until: slot.until };
      await DealModel.create([deal]);
      return deal;
    });
  } catch (error) {
    if (!duplicateOf(error)) throw error;
    return found(await DealModel.findOne(keyOf(slot)).lean());
  }
}

/** Gives the places of those who have gone to the next of the rotation; the others stay where they are. */
function refilled(slot: Slot): Promise<DealRecord> {
  return rotating(slot, async () => {
    const deal = found(await DealModel.findOne(keyOf(slot)).lean());
    const staying = (await activeOf(deal)).map(({ _id }) => _id);
    const coming = await expose(await nextFor(slot.partner, staying, slot.places - staying.length));
    const isStaying = (id: ObjectId) => staying.some((one) => one.equals(id));
    const seats = deal.experts.map((id) => (isStaying(id) ? id : coming.shift())).filter((id) => id !== undefined);
    const experts = [...seats, ...coming];
    await DealModel.updateOne({ _id: deal._id }, { $set: { experts } });
    return { ...deal, experts };
  });
}

/** Whoever is in the lowest round and not on the page. Someone a round ahead would get two ahead of those on it. */
async function nextFor(partner: ObjectId, shown: ObjectId[], places: number): Promise<ExpertRecord[]> {
  const round = await lowestRound({ _id: partner });
  if (round === null || places < 1) return [];
  return ExpertModel.find({ partner, state: 'active', round, _id: { $nin: shown } })
    .sort({ place: 1, _id: 1 })
    .limit(places)
    .lean();
}

/** Counts that these were shown, and gives them their places in the next round. @returns their ids */
async function expose(chosen: ExpertRecord[]): Promise<ObjectId[]> {
  for (const { _id, round } of chosen)
    await ExpertModel.updateOne({ _id }, { $set: turn(_id, round + 1), $inc: { exposures: 1 } });
  return chosen.map(({ _id }) => _id);
}

/** Pages are dealt one after another, and not while someone comes or goes: all of them change the partner. */
function rotating<Result>({ partner }: Slot, work: () => Promise<Result>): Promise<Result> {
  return write([streamOf({ _id: partner })], async () => {
    await PartnerModel.updateOne({ _id: partner }, { $inc: { deals: 1 } });
    return work();
  });
}
