import type { Rules, RulesChange } from '../../shared/rules.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import type { ActRecord } from '../acts/act.ts';
import { begun, keepActs } from '../acts/keep-acts.ts';
import { refuseLate } from '../acts/quicker.ts';
import { headOf } from '../events/log.ts';
import { append, write } from '../events/write.ts';
import { GroupModel, type GroupRecord, groupById, leadersStreamOf } from '../groups/group.ts';
import { say } from '../groups/policy.ts';
import { authorizeChange } from '../groups/posting.ts';
import { leading, leadingBySlug } from '../groups/readable.ts';
import { AppError } from '../lib/errors.ts';
import { RulesModel, type RulesRecord, rulesRecordOf } from './rules-record.ts';

type Terms = Pick<RulesRecord, 'items' | 'preapprove' | 'since'>;

/** What is kept with an act to take it back: the version it made, and what was in force before. */
type Before = { version: number; was: Terms };

/** The rules of a group, for those who lead it. @throws AppError not_found, forbidden */
export async function readRules(viewer: AccountRecord, slug: string): Promise<Rules> {
  return present((await leadingBySlug(viewer, slug)).group);
}

/**
 * Puts rules in force in the place of those there are, with an act that says why.
 * @throws AppError not_found, forbidden, archived, settings_changed where `version` is not the latest, with what is there as `current`
 */
export async function changeRules(viewer: AccountRecord, slug: string, change: RulesChange): Promise<Rules> {
  const known = (await leadingBySlug(viewer, slug)).group;
  await write([leadersStreamOf(known)], async () => {
    const { group, tie } = await leading(viewer, await groupById(known._id));
    authorizeChange(group);
    const before = await rulesRecordOf(group);
    if (before.version !== change.version)
      throw new AppError('settings_changed', undefined, { current: await present(group) });
    const now = await put(viewer, group, before, { ...change, since: sinceWhen(before, change) });
    const was: Terms = { items: before.items, preapprove: before.preapprove, since: before.since };
    const about = { group: group._id, say: say(viewer.role, tie), reason: change.reason, detail: inWords(now) };
    await keepActs(viewer, begun(viewer, [{ kind: 'rules', ...about, before: { version: now.version, was } }]));
  });
  return present(known);
}

/** Takes a change of the rules back, unless there was another one since. In the transaction at hand. @throws AppError already_acted */
export async function undoRules(
  { viewer, group }: { viewer: AccountRecord; group: GroupRecord },
  { before }: Pick<ActRecord, 'before'>,
): Promise<void> {
  const { version, was } = before as Before;
  const now = await rulesRecordOf(group);
  if (now.version !== version) await refuseLate({ group: group._id }, ['rules'], 'The rules have been changed since.');
  await put(viewer, group, now, was);
}

async function put(
  viewer: AccountRecord,
  group: GroupRecord,
  { version }: RulesRecord,
  { items, preapprove, since }: Terms,
): Promise<RulesRecord> {
  const rules = { version: version + 1, items, preapprove, since, changedAt: new Date() };
  // The group first: of two who change its rules for the first time one then waits for the other.
  const onGroup = { version: rules.version, preapprove, since };
  await GroupModel.updateOne({ _id: group._id }, { $set: { rules: onGroup } });
  await RulesModel.updateOne({ _id: group._id }, { $set: rules }, { upsert: true });
  append(leadersStreamOf(group), 'rules.changed', presentActor(viewer), {
    version: rules.version,
    preapprove,
    rules: items.length,
    at: rules.changedAt.toISOString(),
  });
  return { _id: group._id, ...rules };
}

/** Since when first posts are held: from now on where none were before. */
function sinceWhen(before: RulesRecord, { preapprove }: RulesChange): Date | null {
  if (preapprove === 0) return null;
  return before.preapprove > 0 ? before.since : new Date();
}

async function present(group: GroupRecord): Promise<Rules> {
  const head = await headOf(leadersStreamOf(group));
  const { version, items, preapprove, changedAt } = await rulesRecordOf(group);
  return { version, items, preapprove, changedAt: changedAt?.toISOString() ?? null, head };
}

function inWords({ items, preapprove }: RulesRecord): string {
  const rules = items.length === 1 ? '1 rule' : `${items.length} rules`;
  return preapprove > 0 ? `${rules}, the first ${preapprove} approved` : rules;
}
