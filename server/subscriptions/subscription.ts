import { model, Schema } from 'mongoose';
import { byNameAndTime, REMEMBERED } from '../../shared/notices/choices.ts';
import { type Rule, type SubscriptionType, subscriptionId } from '../../shared/subscriptions.ts';
import type { ObjectId } from '../db/id.ts';

/** What was chosen at a moment, and holds until the next choice. */
export type ChoiceRecord = { since: Date; level: 'on' | 'off' | null; mute: { until: Date | null } | null };

/** What a member has chosen about a thing: the last choices, the present one last. Nothing is kept of who never chose. */
export type SubscriptionRecord = {
  _id: ObjectId;
  account: ObjectId;
  type: SubscriptionType;
  /** What it is to: a group, a forum, a topic or a post. */
  target: ObjectId;
  group: ObjectId;
  choices: ChoiceRecord[];
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<SubscriptionRecord>(
  { account: id, type: { type: String, required: true }, target: id, group: id, choices: { type: [Object] as never } },
  { versionKey: false, minimize: false },
);
schema.index({ account: 1, type: 1, target: 1 }, { unique: true });
// For what goes to another group, and what was chosen about it with it.
schema.index({ target: 1 });

export const SubscriptionModel = model<SubscriptionRecord>('Subscription', schema, 'subscriptions');

/** All that an account has chosen, also about what it may no longer see. */
export function subscriptionsOf(account: ObjectId): Promise<SubscriptionRecord[]> {
  return SubscriptionModel.find({ account }).lean().exec();
}

/** What is chosen now. */
export const choiceNow = ({ choices }: SubscriptionRecord): ChoiceRecord => choices.at(-1)!;

export const nameOf = ({ type, target }: Pick<SubscriptionRecord, 'type' | 'target'>): string =>
  subscriptionId(type, target.toString());

/** What is newly chosen about a thing. */
export type NewChoice = Pick<SubscriptionRecord, 'type' | 'target' | 'group'> & { choice: ChoiceRecord };

/** Notes choices, each of which ends the one before it about the same thing. */
export async function keepChoices(account: ObjectId, fresh: NewChoice[]): Promise<void> {
  const writes = fresh.map(({ type, target, group, choice }) => {
    const update = { $set: { group }, $push: { choices: { $each: [choice], $slice: -REMEMBERED } } };
    return { updateOne: { filter: { account, type, target }, update, upsert: true } };
  });
  await SubscriptionModel.bulkWrite(writes as never);
}

/** Choices as rules, in the order of their names and times. @param endedAt when what was chosen in a group before lost its force. */
export function rulesOf(records: SubscriptionRecord[], endedAt: (group: ObjectId) => Date | null | undefined): Rule[] {
  return records.flatMap((record) => rulesIn(record, endedAt(record.group) ?? null)).sort(byNameAndTime);
}

function rulesIn(record: SubscriptionRecord, endedAt: Date | null): Rule[] {
  const rules = record.choices.map(({ since, level, mute }, index) => ({
    id: nameOf(record),
    groupId: record.group.toString(),
    level,
    mute: mute && { until: mute.until?.toISOString() ?? null },
    since: since.toISOString(),
    ended: record.choices[index + 1]?.since.toISOString() ?? null,
  }));
  return endedAt ? rules.filter(({ since }) => since > endedAt.toISOString()) : rules;
}
