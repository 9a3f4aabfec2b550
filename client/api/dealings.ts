import type { EvidenceFile, NewApplication, OwnApplication } from '../../shared/partners/applications.ts';
import { address, search } from './address.ts';
import { saveFile } from './download.ts';
import { ask } from './http.ts';
import { upload } from './upload.ts';

/** What a member does about being a partner's expert. */
export const dealings = {
  interest: (slug: string, message: string) => ask<void>('PUT', address`/partners/${slug}/interest`, { message }),
  noInterest: (slug: string) => ask<void>('DELETE', address`/partners/${slug}/interest`),
  declineInvitation: (id: string) => ask<void>('PATCH', address`/expert-invitations/${id}`, { decision: 'decline' }),
  apply: (slug: string, application: NewApplication) =>
    ask<OwnApplication>('POST', address`/partners/${slug}/applications`, application),
  change: (slug: string, application: NewApplication) =>
    ask<OwnApplication>('PUT', address`/partners/${slug}/applications`, application),
  withdraw: (slug: string) => ask<void>('DELETE', address`/partners/${slug}/applications`),
  leave: (slug: string) => ask<void>('DELETE', address`/partners/${slug}/expert`),
  handIn: (file: File, progress: (share: number) => void) =>
    upload<EvidenceFile>('POST', `/me/evidence${search({ name: file.name })}`, file, progress),
  saveFile: (id: string) => saveFile(address`/evidence/${id}`),
};
