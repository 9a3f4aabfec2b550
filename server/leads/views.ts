import type {
  LeadApplication,
  LeadApplications,
  LeadQuery,
  OwnLeadApplication,
  OwnLeadApplications,
} from '../../shared/leads.ts';
import { accountStream, STAFF_STREAM } from '../../shared/streams.ts';
import { type AccountRecord, membersById } from '../accounts/account.ts';
import { beyond } from '../db/beyond.ts';
import { headOf } from '../events/log.ts';
import { cut } from '../lib/cursor.ts';
import { authorize, found } from '../lib/errors.ts';
import { LeadApplicationModel, type LeadApplicationRecord } from './lead-application.ts';
import { canReviewLeads } from './policy.ts';

/** The staff's queue, the oldest first. @throws AppError forbidden */
export async function readLeadApplications(viewer: AccountRecord, query: LeadQuery): Promise<LeadApplications> {
  authorize(canReviewLeads(viewer));
  const head = await headOf(STAFF_STREAM);
  const applications = await LeadApplicationModel.find({
    state: query.state,
    ...beyond('createdAt', 'ascending', query.cursor),
  })
    .sort({ createdAt: 1, _id: 1 })
    .limit(query.limit + 1)
    .lean();
  const { page, next } = cut(applications, query.limit, ({ createdAt, _id }) => ({
    at: createdAt,
    id: _id.toString(),
  }));
  return { items: await presentAll(page), next, head };
}

const OWN_LIMIT = 100;

/** One's own applications, the latest first. */
export async function readOwnLeadApplications(viewer: AccountRecord): Promise<OwnLeadApplications> {
  const head = await headOf(accountStream(viewer._id.toString()));
  const applications = await LeadApplicationModel.find({ account: viewer._id })
    .sort({ createdAt: -1, _id: -1 })
    .limit(OWN_LIMIT)
    .lean();
  return { items: applications.map(presentOwn), next: null, head };
}

/** As the one who applied sees it: one that was declined is one that was received. */
export function presentOwn(application: LeadApplicationRecord): OwnLeadApplication {
  const { state, slug } = application;
  return { ...wished(application), state: state === 'approved' ? 'approved' : 'received', slug };
}

export async function presentApplication(application: LeadApplicationRecord): Promise<LeadApplication> {
  return (await presentAll([application]))[0]!;
}

async function presentAll(applications: LeadApplicationRecord[]): Promise<LeadApplication[]> {
  const members = await membersById(applications.map(({ account }) => account));
  return applications.map((application) => ({
    ...wished(application),
    from: found(members.get(application.account.toString())),
    state: application.state,
    note: application.note,
    slug: application.slug,
    decidedAt: application.decidedAt?.toISOString() ?? null,
  }));
}

const wished = ({ _id, name, category, access, description, motivation, createdAt }: LeadApplicationRecord) => ({
  id: _id.toString(),
  name,
  category,
  access,
  description,
  motivation,
  createdAt: createdAt.toISOString(),
});
