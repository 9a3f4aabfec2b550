import type { LeadApplication, LeadDecision, NewLeadApplication, OwnLeadApplication } from '../../shared/leads.ts';
import { accountStream, STAFF_STREAM, type Stream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord, presentActor } from '../accounts/account.ts';
import { newId, toId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { foundGroup, refusingTakenSlug } from '../groups/actions.ts';
import { presentGroupRef } from '../groups/group.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { sendMail } from '../mail/send.ts';
import { LeadApplicationModel, type LeadApplicationRecord } from './lead-application.ts';
import { canReviewLeads } from './policy.ts';
import { presentApplication, presentOwn } from './views.ts';

/** Suggests a group and volunteers to lead it. */
export function applyToLead(viewer: AccountRecord, input: NewLeadApplication): Promise<OwnLeadApplication> {
  const own = accountStream(viewer._id.toString());
  return write([STAFF_STREAM, own], async () => {
    const application = draft(viewer, input);
    await LeadApplicationModel.create([application]);
    append(STAFF_STREAM, 'lead_application.sent', presentActor(viewer), await presentApplication(application));
    append(own, 'lead_application.received', presentActor(viewer), presentOwn(application));
    return presentOwn(application);
  });
}

/**
 * Approval makes the group, with the applicant as its leader. Of a refusal the applicant is told nothing, by no way:
 * it writes to no stream of theirs and sends no mail.
 * @throws AppError forbidden, not_found, already_decided, slug_taken
 */
export async function decideLeadApplication(
  viewer: AccountRecord,
  id: string,
  decision: LeadDecision,
): Promise<LeadApplication> {
  authorize(canReviewLeads(viewer));
  const { _id, account } = found(await LeadApplicationModel.findById(toId(id)).lean());
  const streams: Stream[] = [STAFF_STREAM];
  if (decision.decision === 'approve') streams.push(accountStream(account.toString()));
  return refusingTakenSlug(() =>
    write(streams, async () => {
      const application = found(await LeadApplicationModel.findById(_id).lean());
      await refuseDecided(application);
      const decided = { ...application, ...outcome(decision), decidedAt: new Date(), decidedBy: viewer._id };
      await LeadApplicationModel.updateOne({ _id }, { $set: decided });
      if (decision.decision === 'approve') await goForward(viewer, decided, decision.slug);
      const shown = await presentApplication(decided);
      append(STAFF_STREAM, 'lead_application.decided', presentActor(viewer), shown);
      return shown;
    }),
  );
}

const draft = (viewer: AccountRecord, input: NewLeadApplication): LeadApplicationRecord => ({
  ...input,
  _id: newId(),
  account: viewer._id,
  state: 'open',
  note: null,
  slug: null,
  createdAt: new Date(),
  decidedAt: null,
  decidedBy: null,
});

async function refuseDecided({ state, decidedBy }: LeadApplicationRecord): Promise<void> {
  if (state === 'open') return;
  const by = decidedBy && (await AccountModel.findById(decidedBy).lean());
  throw new AppError('already_decided', `${by?.displayName ?? 'Someone'} has ${state} this application already.`);
}

function outcome(decision: LeadDecision): Pick<LeadApplicationRecord, 'state' | 'note' | 'slug'> {
  return decision.decision === 'approve'
    ? { state: 'approved', note: null, slug: decision.slug }
    : { state: 'declined', note: decision.note ?? null, slug: null };
}

async function goForward(viewer: AccountRecord, application: LeadApplicationRecord, slug: string): Promise<void> {
  const { name, category, access, description } = application;
  const applicant = found(await AccountModel.findById(application.account).lean());
  const group = await foundGroup(viewer, applicant, { slug, name, category, access, description });
  append(accountStream(applicant._id.toString()), 'lead_application.approved', presentActor(viewer), {
    application: presentOwn(application),
    group: presentGroupRef(group),
  });
  await sendMail({
    account: applicant,
    kind: 'lead',
    subject: `Your group ${name} is there`,
    paragraphs: [`You suggested the group “${name}”. It has been made, and you lead it.`],
    link: { text: 'Open the group', path: `/g/${slug}` },
  });
}
