import type { Actor } from '../../shared/accounts.ts';
import type {
  Application,
  ApplicationPage,
  Applications,
  ApplicationsQuery,
  OwnApplication,
} from '../../shared/partners/applications.ts';
import type { Viewer } from '../accounts/policy.ts';
import { beyond } from '../db/beyond.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { append } from '../events/write.ts';
import { cut } from '../lib/cursor.ts';
import { authorize, found } from '../lib/errors.ts';
import { ApplicationModel, type ApplicationRecord } from './application-record.ts';
import { qualifications } from './judging.ts';
import { managing, refuseOthers } from './managing.ts';
import { managersStreamOf, type PartnerRecord, partnerById } from './partner.ts';
import { personsById } from './person.ts';
import { canManage } from './policy.ts';

/** A partner's applications in one state, the oldest first. @throws AppError not_found, forbidden, own_dealings */
export async function readApplications(
  viewer: Viewer,
  slug: string,
  { state, cursor, limit }: ApplicationsQuery,
): Promise<Applications> {
  const partner = await managing(viewer, slug);
  const head = await headOf(managersStreamOf(partner));
  const applications = await ApplicationModel.find({
    partner: partner._id,
    state,
    ...beyond('createdAt', 'ascending', cursor),
  })
    .sort({ createdAt: 1, _id: 1 })
    .limit(limit + 1)
    .lean();
  const { page, next } = cut(applications, limit, ({ createdAt, _id }) => ({ at: createdAt, id: _id.toString() }));
  return { items: await presentApplications(partner, page), next, head };
}

/** @throws AppError not_found, own_dealings */
export async function readApplication(viewer: Viewer, id: string): Promise<ApplicationPage> {
  const { partner } = await inHand(viewer, id);
  const head = await headOf(managersStreamOf(partner));
  const { application } = await inHand(viewer, id);
  return { ...(await presentApplication(partner, application)), head };
}

export type InHand = { application: ApplicationRecord; partner: PartnerRecord };

/**
 * An application and the partner it was sent to, for those who manage that; for all others there is none.
 * @throws AppError not_found, own_dealings
 */
export async function inHand(viewer: Viewer, id: string): Promise<InHand> {
  const application = found(await ApplicationModel.findById(toId(id)).lean());
  const partner = await partnerById(application.partner);
  authorize(canManage(viewer, partner, false), 'not_found');
  await refuseOthers(viewer, partner);
  return { application, partner };
}

/**
 * Tells managers how an application stands, in the transaction at hand, and with it how its applicant qualifies, wherever they are shown:
 * its marks count for that.
 */
export async function tellApplication(
  partner: PartnerRecord,
  application: ApplicationRecord,
  actor: Actor,
): Promise<Application> {
  const shown = await presentApplication(partner, application);
  const stream = managersStreamOf(partner);
  append(stream, 'application.changed', actor, shown);
  append(stream, 'qualification.changed', actor, { accountId: shown.from.id, qualification: shown.qualification });
  return shown;
}

/** As the partner's managers see it. */
export async function presentApplication(partner: PartnerRecord, application: ApplicationRecord): Promise<Application> {
  return (await presentApplications(partner, [application]))[0]!;
}

async function presentApplications(partner: PartnerRecord, applications: ApplicationRecord[]): Promise<Application[]> {
  const accounts = applications.map(({ account }) => account);
  const people = await personsById([...accounts, ...applications.flatMap(({ decidedBy }) => decidedBy ?? [])]);
  const qualified = await qualifications(partner, accounts);
  const personOf = (id: ObjectId) => people.get(id.toString());
  return applications.map((application) => ({
    ...handedIn(application),
    from: found(personOf(application.account)),
    marks: application.marks,
    state: application.state,
    note: application.note,
    decidedAt: application.decidedAt?.toISOString() ?? null,
    decidedBy: (application.decidedBy && personOf(application.decidedBy)) ?? null,
    qualification: found(qualified.get(application.account.toString())),
  }));
}

/** As its applicant sees it: one that was declined lies on file, like one that nobody has looked at. */
export const presentOwnApplication = (application: ApplicationRecord): OwnApplication => ({
  ...handedIn(application),
  state: application.state === 'selected' ? 'selected' : 'on file',
});

const handedIn = ({ _id, headline, process, answers, createdAt, changedAt }: ApplicationRecord) => ({
  id: _id.toString(),
  headline,
  process,
  answers,
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
});
