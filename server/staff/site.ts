import type { Site, SiteChange } from '../../shared/site.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord, presentActor } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { begun, keepActs } from '../acts/keep-acts.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { headOf } from '../events/log.ts';
import { append, write } from '../events/write.ts';
import { say } from '../groups/policy.ts';
import { AppError, authorize, found, invalidField } from '../lib/errors.ts';
import { isLimitName, LIMITS_AT_FIRST } from '../lib/limits.ts';
import { latestSite, SiteModel, type SiteRecord } from '../site/site.ts';

/** What holds on the site, live by the staff's stream. @throws AppError forbidden */
export async function readSite(viewer: AccountRecord): Promise<Site> {
  authorize(isStaff(viewer));
  const head = await headOf(STAFF_STREAM);
  const { _id, changedAt, ...site } = await latestSite();
  return { ...site, defaults: LIMITS_AT_FIRST, changedAt: changedAt?.toISOString() ?? null, head };
}

/**
 * Changes what holds on the site: every node goes by it about a second later.
 * @throws AppError forbidden, invalid_request, settings_changed where `version` is not the latest, with what is there as `current`
 */
export async function changeSite(viewer: AccountRecord, change: SiteChange): Promise<Site> {
  authorize(isStaff(viewer));
  for (const name of Object.keys(change.limits))
    if (!isLimitName(name)) throw invalidField(`limits.${name}`, 'is not the name of a limit');
  try {
    await write([STAFF_STREAM], () => put(viewer, change));
  } catch (error) {
    // Two changed it for the first time at once.
    if (!duplicateOf(error)) throw error;
    throw await overtaken(viewer);
  }
  return readSite(viewer);
}

async function put({ _id }: AccountRecord, { reason, version, ...wanted }: SiteChange): Promise<void> {
  const viewer = found(await AccountModel.findById(_id).lean());
  authorize(isStaff(viewer));
  const before = await latestSite();
  if (before.version !== version) throw await overtaken(viewer);
  const changedAt = new Date();
  const site: SiteRecord = { ...wanted, _id: 'site', version: version + 1, changedAt };
  if (version === 0) await SiteModel.create([site]);
  else await SiteModel.replaceOne({ _id: 'site', version }, site);
  const detail = whatChanged(before, site);
  await keepActs(viewer, begun(viewer, [{ kind: 'site', group: null, say: say(viewer.role, null), reason, detail }]));
  append(STAFF_STREAM, 'site.changed', presentActor(viewer), { version: site.version, at: changedAt.toISOString() });
}

const overtaken = async (viewer: AccountRecord) =>
  new AppError('settings_changed', undefined, { current: await readSite(viewer) });

/** In a word or two, for the list of acts. */
function whatChanged(before: SiteRecord, after: SiteRecord): string {
  const differs = (part: 'rules' | 'limits') => JSON.stringify(before[part]) !== JSON.stringify(after[part]);
  const parts = [
    before.registration !== after.registration && `registration ${after.registration}`,
    differs('rules') && 'rules',
    differs('limits') && 'limits',
  ];
  return parts.filter(Boolean).join(', ');
}
