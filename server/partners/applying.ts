import { isDeepStrictEqual } from 'node:util';
import type { Answer, NewApplication, OwnApplication } from '../../shared/partners/applications.ts';
import type { DealingNews } from '../../shared/partners/dealings.ts';
import type { Mark } from '../../shared/partners/process.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { newId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { answersTo } from './application-answers.ts';
import { giveInvitationBack, useInvitation } from './application-invitation.ts';
import { ApplicationModel, type ApplicationRecord, takenBack } from './application-record.ts';
import { presentOwnApplication, tellApplication } from './application-views.ts';
import { tellDealing } from './dealing.ts';
import { loosenFiles } from './evidence-files.ts';
import { managesNow } from './managing.ts';
import { managersStreamOf, type PartnerRecord, partnerBySlug, refuseArchived } from './partner.ts';
import { presentPerson } from './person.ts';

// Whoever applies is answered the same whether their application waits or was declined: nothing here asks for that.

/**
 * Applies with an invitation. Who manages the partner manages it no longer: nobody decides about themselves.
 * @throws AppError not_found, archived, already_applied, not_invited, process_changed (with the process as it is as `current`), invalid_request
 */
export function apply(viewer: AccountRecord, slug: string, input: NewApplication): Promise<OwnApplication> {
  return onPartner(viewer, slug, async (partner) => {
    refuseArchived(partner);
    const before = await ApplicationModel.findOne({ partner: partner._id, account: viewer._id }).lean();
    authorize(!before || before.state === 'withdrawn', 'already_applied');
    const invitation = await useInvitation(viewer, partner);
    const handedIn = await handIn(viewer, partner, input);
    if (await managesNow(viewer, partner)) sendAway(viewer, partner);
    const application: ApplicationRecord = {
      ...(before ?? { _id: newId(), partner: partner._id, account: viewer._id, note: '' }),
      ...handedIn,
      invitation: invitation._id,
      marks: [],
      state: 'received',
      createdAt: handedIn.changedAt,
      decidedAt: null,
      decidedBy: null,
    };
    await ApplicationModel.replaceOne({ _id: application._id }, application, { upsert: true });
    return tell(viewer, partner, application, 'applied');
  });
}

/**
 * Changes one's application while it lies on file. What managers have said of a step counts for the answer it was said of.
 * @throws AppError not_found, already_decided once selected, archived, process_changed, invalid_request
 */
export function changeApplication(viewer: AccountRecord, slug: string, input: NewApplication): Promise<OwnApplication> {
  return onPartner(viewer, slug, async (partner) => {
    const before = await onFile(viewer, partner);
    refuseArchived(partner);
    const handedIn = await handIn(viewer, partner, input);
    const marks = before.marks.filter((mark) => isStillOf(mark, before.answers, handedIn.answers));
    const changed: ApplicationRecord = { ...before, ...handedIn, marks };
    await ApplicationModel.replaceOne({ _id: before._id }, changed);
    await loosenFiles(viewer);
    return tell(viewer, partner, changed, 'changed');
  });
}

/** Takes one's application back, with all that was handed in; the invitation is good again. @throws AppError not_found, already_decided once selected */
export function withdrawApplication(viewer: AccountRecord, slug: string): Promise<void> {
  return onPartner(viewer, slug, async (partner) => {
    const before = await onFile(viewer, partner);
    const withdrawn = takenBack(before);
    await ApplicationModel.replaceOne({ _id: before._id }, withdrawn);
    await loosenFiles(viewer);
    await giveInvitationBack(viewer, partner, before.invitation);
    await tell(viewer, partner, withdrawn, 'withdrawn');
  });
}

async function onPartner<Result>(
  viewer: AccountRecord,
  slug: string,
  work: (partner: PartnerRecord) => Promise<Result>,
): Promise<Result> {
  const known = await partnerBySlug(slug);
  const streams = [managersStreamOf(known), accountStream(viewer._id.toString())];
  return write(streams, async () => work(await partnerBySlug(slug)));
}

/** @throws AppError process_changed, invalid_request */
async function handIn(
  viewer: AccountRecord,
  { process }: PartnerRecord,
  { processVersion, headline, answers }: NewApplication,
): Promise<Pick<ApplicationRecord, 'headline' | 'process' | 'answers' | 'changedAt'>> {
  if (processVersion !== process.version) throw new AppError('process_changed', undefined, { current: process });
  return { headline, process, answers: await answersTo(process, viewer, answers), changedAt: new Date() };
}

/** @throws AppError not_found, already_decided */
async function onFile(viewer: AccountRecord, partner: PartnerRecord): Promise<ApplicationRecord> {
  const application = found(await ApplicationModel.findOne({ partner: partner._id, account: viewer._id }).lean());
  authorize(application.state !== 'withdrawn', 'not_found');
  authorize(application.state !== 'selected', 'already_decided', 'You have been selected already.');
  return application;
}

function isStillOf({ step }: Mark, before: Answer[], now: Answer[]): boolean {
  const [said, says] = [before, now].map((answers) => answers.find((answer) => answer.step === step));
  return isDeepStrictEqual(said, says);
}

function sendAway(viewer: AccountRecord, partner: PartnerRecord): void {
  const data = { accountId: viewer._id.toString(), person: presentPerson(viewer) };
  append(managersStreamOf(partner), 'manager.ended', presentActor(viewer), data);
}

/** Tells the partner's managers, and the applicant on all their devices. */
async function tell(
  viewer: AccountRecord,
  partner: PartnerRecord,
  application: ApplicationRecord,
  news: DealingNews,
): Promise<OwnApplication> {
  const actor = presentActor(viewer);
  await tellApplication(partner, application, actor);
  await tellDealing(partner, viewer, actor, news);
  return presentOwnApplication(application);
}
