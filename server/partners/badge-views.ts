import type { Badge, BadgeCheck, ProfileBadge } from '../../shared/partners/experts.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { found } from '../lib/errors.ts';
import type { BadgeTokens } from './badge-tokens.ts';
import { ExpertModel, type ExpertRecord } from './expert-record.ts';
import { PartnerModel, type PartnerRecord, partnerById, presentPartnerRef } from './partner.ts';

/** A badge as it is now, which anyone may look up. @throws AppError not_found */
export async function readBadge(tokens: BadgeTokens, id: string): Promise<Badge> {
  const expert = found(await ExpertModel.findById(toId(id)).lean());
  return presentBadge(tokens, expert, await partnerById(expert.partner));
}

/** What is to be thought of a badge's token: it may be ours and in time, and the badge not good any more. */
export async function verifyBadge(tokens: BadgeTokens, token: string): Promise<BadgeCheck> {
  const id = tokens.badgeOf(token);
  const expert = id === null ? null : await ExpertModel.findById(toId(id)).lean();
  if (!expert) return { valid: false, badge: null };
  const badge = presentBadge(tokens, expert, await partnerById(expert.partner));
  return { valid: badge.state === 'valid', badge };
}

/** The badges someone has that are good, the oldest first. */
export async function badgesOf(account: ObjectId): Promise<ProfileBadge[]> {
  const experts = await ExpertModel.find({ account, state: 'active' }).sort({ since: 1, _id: 1 }).lean();
  const partners = await PartnerModel.find({ _id: { $in: experts.map(({ partner }) => partner) } }).lean();
  return experts.map(({ _id, partner, since }) => ({
    id: _id.toString(),
    partner: presentPartnerRef(found(partners.find((one) => one._id.equals(partner)))),
    since: since.toISOString(),
  }));
}

const STATES = { active: 'valid', lapsed: 'suspended', removed: 'revoked' } as const;

function presentBadge(tokens: BadgeTokens, expert: ExpertRecord, partner: PartnerRecord): Badge {
  const { username, displayName, since, checkedAt, changedAt } = expert;
  const id = expert._id.toString();
  const state = STATES[expert.state];
  return {
    id,
    state,
    holder: { username, displayName },
    partner: presentPartnerRef(partner),
    since: since.toISOString(),
    until: state === 'revoked' ? changedAt.toISOString() : null,
    checkedAt: checkedAt.toISOString(),
    token: state === 'valid' ? tokens.sign({ id, partner: partner.slug, holder: username }) : null,
  };
}
