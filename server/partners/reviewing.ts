import type { Application } from '../../shared/partners/applications.ts';
import type { Mark, NewMark, Step } from '../../shared/partners/process.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { write } from '../events/write.ts';
import { monthsFrom } from '../lib/days.ts';
import { authorize, found } from '../lib/errors.ts';
import { ApplicationModel, type ApplicationRecord } from './application-record.ts';
import { inHand, tellApplication } from './application-views.ts';
import { managersStreamOf } from './partner.ts';
import { recheck } from './rechecking.ts';

/**
 * Says whether someone meets a step, or (null) that nothing is said yet. Of an expert it is judged at once; an applicant learns nothing.
 * @throws AppError not_found (also for a step the process does not have), own_dealings, already_decided where it was withdrawn
 */
export async function markStep(
  viewer: AccountRecord,
  id: string,
  stepId: string,
  { met, note }: NewMark,
  now = new Date(),
): Promise<Application> {
  const known = await inHand(viewer, id);
  return write([managersStreamOf(known.partner)], async () => {
    const { application, partner } = await inHand(viewer, id);
    authorize(application.state !== 'withdrawn', 'already_decided', 'This application has been withdrawn.');
    const step = found(partner.process.steps.find((one) => one.id === stepId));
    const others = application.marks.filter((mark) => mark.step !== step.id);
    const marks = met === null ? others : [...others, newMark(step, met, now)];
    const marked: ApplicationRecord = { ...application, marks, note: note ?? application.note };
    await ApplicationModel.replaceOne({ _id: application._id }, marked);
    const shown = await tellApplication(partner, marked, presentActor(viewer));
    if (application.state === 'selected') await recheck(application.account, now);
    return shown;
  });
}

/** @returns what is said, and for how long it is good. */
function newMark({ id, months }: Step, met: boolean, now: Date): Mark {
  return { step: id, met, until: met && months !== null ? monthsFrom(now, months).toISOString() : null };
}
