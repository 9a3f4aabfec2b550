import type { NewPartner, PartnerFace } from '../../shared/partners/partners.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { newId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { refusingTakenSlug } from '../groups/actions.ts';
import { authorize } from '../lib/errors.ts';
import { PartnerModel, type PartnerRecord, presentFace, streamOf } from './partner.ts';
import { canMakePartners } from './policy.ts';

/** @throws AppError forbidden, slug_taken */
export function createPartner(viewer: AccountRecord, input: NewPartner): Promise<PartnerFace> {
  authorize(canMakePartners(viewer));
  const partner: PartnerRecord = { ...input, ...BEGINNING, _id: newId(), createdAt: new Date() };
  return refusingTakenSlug(() =>
    write([streamOf(partner)], async () => {
      await PartnerModel.create([partner]);
      const face = presentFace(partner);
      append(streamOf(partner), 'partner.changed', presentActor(viewer), { partner: face });
      return face;
    }),
  );
}

const BEGINNING = {
  logo: null,
  process: { version: 1, jss: 80, steps: [] },
  managers: [],
  groups: [],
  featured: 4,
  hours: 24,
  experts: 0,
  archivedAt: null,
};
