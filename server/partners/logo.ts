import type { PartnerFace } from '../../shared/partners/partners.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { bufferOf } from '../db/bytes.ts';
import { newId } from '../db/id.ts';
import { AppError, found } from '../lib/errors.ts';
import { kindOf, PICTURES } from './file-kinds.ts';
import { LogoModel, type LogoRecord } from './logo-record.ts';
import { partnerBySlug } from './partner.ts';
import { ofPartner } from './settings-actions.ts';

/** In bytes. */
export const LARGEST_LOGO = 262_144;

/** Gives a partner a picture in the place of the one it has. @throws AppError not_found, forbidden, own_dealings, file_refused */
export async function setLogo(viewer: AccountRecord, slug: string, content: Buffer): Promise<PartnerFace> {
  const type = await kindOf(content, PICTURES);
  return changed(viewer, slug, { _id: newId(), type, content });
}

/** @throws AppError not_found, forbidden, own_dealings */
export const removeLogo = (viewer: AccountRecord, slug: string): Promise<PartnerFace> => changed(viewer, slug, null);

async function changed(
  viewer: AccountRecord,
  slug: string,
  logo: Omit<LogoRecord, 'partner'> | null,
): Promise<PartnerFace> {
  const { partner } = await ofPartner(viewer, slug, async ({ _id }) => {
    await LogoModel.deleteMany({ partner: _id });
    if (logo) await LogoModel.create([{ ...logo, partner: _id }]);
    return { logo: logo?._id ?? null };
  });
  return partner;
}

/** The picture a partner has. @throws AppError not_found, also for one it had before */
export async function readLogo(slug: string, id: string): Promise<{ type: string; content: Buffer }> {
  const { logo } = await partnerBySlug(slug);
  if (logo?.toString() !== id) throw new AppError('not_found');
  const { type, content } = found(await LogoModel.findById(logo).lean());
  return { type, content: bufferOf(content) };
}
