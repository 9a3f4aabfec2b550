import type { Application, ApplicationDecision } from '../../shared/partners/applications.ts';
import { accountStream, type Stream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord, presentActor } from '../accounts/account.ts';
import { write } from '../events/write.ts';
import { AppError, found } from '../lib/errors.ts';
import { sendMail } from '../mail/send.ts';
import { ApplicationModel, type ApplicationRecord } from './application-record.ts';
import { type InHand, inHand, presentApplication, tellApplication } from './application-views.ts';
import { tellDealing } from './dealing.ts';
import { listExpert } from './expert-actions.ts';
import { qualificationOf } from './judging.ts';
import { managersStreamOf, type PartnerRecord, refuseArchived, streamOf } from './partner.ts';

/**
 * Selects an applicant, also one who was declined before, or declines, of which the applicant is told nothing, by no way: it writes to no
 * stream of theirs, sends no mail, and changes nothing of what they see.
 * @throws AppError not_found, own_dealings, archived, not_qualified (with the lines as `current`), already_decided (with the application as `current`)
 */
export async function decideApplication(
  viewer: AccountRecord,
  id: string,
  { decision, note }: ApplicationDecision,
): Promise<Application> {
  const known = await inHand(viewer, id);
  return write(streamsOf(known, decision), async () => {
    const { application, partner } = await inHand(viewer, id);
    await refuseDecided({ application, partner }, decision);
    if (decision === 'select') await refuseUnfit(partner, application);
    const decided: ApplicationRecord = {
      ...application,
      state: decision === 'select' ? 'selected' : 'declined',
      note: note ?? application.note,
      decidedAt: new Date(),
      decidedBy: viewer._id,
    };
    await ApplicationModel.replaceOne({ _id: application._id }, decided);
    if (decision === 'select') await takeIn(viewer, partner, decided);
    return tellApplication(partner, decided, presentActor(viewer));
  });
}

function streamsOf({ application, partner }: InHand, decision: ApplicationDecision['decision']): Stream[] {
  const managers = managersStreamOf(partner);
  return decision === 'decline'
    ? [managers]
    : [managers, streamOf(partner), accountStream(application.account.toString())];
}

/** Who was declined may still be selected; nothing else is decided twice. */
async function refuseDecided(
  { application, partner }: InHand,
  decision: ApplicationDecision['decision'],
): Promise<void> {
  const { state } = application;
  if (state === 'received' || (state === 'declined' && decision === 'select')) return;
  const current = await presentApplication(partner, application);
  const who = (state === 'withdrawn' ? current.from : current.decidedBy)?.displayName ?? 'Someone';
  throw new AppError('already_decided', `${who} has ${state} this application already.`, { current });
}

/** @throws AppError archived, not_qualified */
async function refuseUnfit(partner: PartnerRecord, { account }: ApplicationRecord): Promise<void> {
  refuseArchived(partner);
  const { qualified, lines } = await qualificationOf(partner, account);
  if (!qualified) throw new AppError('not_qualified', undefined, { current: lines });
}

async function takeIn(viewer: AccountRecord, partner: PartnerRecord, application: ApplicationRecord): Promise<void> {
  const account = found(await AccountModel.findById(application.account).lean());
  await listExpert(viewer, partner, application, account);
  await tellDealing(partner, account, presentActor(viewer), 'selected');
  await sendMail({
    account,
    kind: 'selected',
    subject: `${partner.name} has selected you as an expert`,
    paragraphs: [
      `You applied to be an expert of ${partner.name}, and have been selected.`,
      'Your profile has the expert’s badge now, you are in their directory, and may be featured there.',
    ],
    link: { text: 'Open the page of the partner', path: `/partners/${partner.slug}` },
  });
}
