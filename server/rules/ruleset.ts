import { model, Schema } from 'mongoose';
import type { Rule } from '../../shared/rules.ts';
import type { ObjectId } from '../db/id.ts';
import type { GroupRecord } from '../groups/group.ts';
import { found } from '../lib/errors.ts';
import { remembered } from '../lib/remember.ts';
import { currentSite } from '../site/site.ts';
import { compile, type Matcher } from './match.ts';

/** The rules of a group, by its id. Its version is also on the group, so that posting where there are none reads nothing more. */
export type RulesRecord = {
  _id: ObjectId;
  version: number;
  items: Rule[];
  preapprove: number;
  /** Since when first posts are held: of those who joined after that. */
  since: Date | null;
  changedAt: Date | null;
};

const schema = new Schema<RulesRecord>(
  {
    version: { type: Number, required: true },
    items: { type: [Object], required: true } as never,
    preapprove: { type: Number, required: true },
    since: { type: Date, default: null },
    changedAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
export const RulesModel = model<RulesRecord>('Rules', schema, 'rules');

/** The rules of a group as they are now. */
export async function rulesRecordOf({ _id }: Pick<GroupRecord, '_id'>): Promise<RulesRecord> {
  const none = { _id, version: 0, items: [], preapprove: 0, since: null, changedAt: null };
  return (await RulesModel.findById(_id).lean<RulesRecord>()) ?? none;
}

/** How many groups' rules a node keeps at hand. */
const AT_HAND = 100;

/** A version never changes: what was read of one in whatever transaction is good for all. */
const matcherOf = remembered(async (key: string) => {
  const [_id, version] = key.split(' ');
  const record = await RulesModel.findOne({ _id, version: Number(version) }).lean<RulesRecord>();
  return record ? compile(record.items) : undefined;
}, AT_HAND);

let ofSite: { version: number; matcher: Matcher } | undefined;

/** What is asked of posts in a group: the site's rules, then the group's own as they are in the transaction at hand. */
export async function matchersFor({ _id, rules }: Pick<GroupRecord, '_id' | 'rules'>): Promise<Matcher[]> {
  const matchers = [await siteMatcher()];
  if (rules) matchers.push(found(await matcherOf(`${_id} ${rules.version}`)));
  return matchers.filter((matcher) => matcher.rules.length > 0);
}

async function siteMatcher(): Promise<Matcher> {
  const { version, rules } = await currentSite();
  if (ofSite?.version !== version) ofSite = { version, matcher: compile(rules) };
  return ofSite.matcher;
}
