import type { GroupRecord } from '../groups/group.ts';
import { found } from '../lib/errors.ts';
import { remembered } from '../lib/remember.ts';
import { currentSite } from '../site/site.ts';
import { compile, type Matcher } from './match.ts';
import { RulesModel, type RulesRecord } from './rules-record.ts';

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
