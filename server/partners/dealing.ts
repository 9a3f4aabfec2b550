import type { Actor } from '../../shared/accounts.ts';
import { type Dealing, type DealingNews, type Dealings, isOver } from '../../shared/partners/dealings.ts';
import { accountStream } from '../../shared/streams.ts';
import type { AccountRecord } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { append } from '../events/write.ts';
import { ApplicationModel, type ApplicationRecord } from './application-record.ts';
import { presentOwnApplication } from './application-views.ts';
import { ExpertModel, type ExpertRecord } from './expert-record.ts';
import { FactsModel, presentFacts } from './facts-record.ts';
import { InterestModel, type InterestRecord } from './interest-record.ts';
import { ExpertInvitationModel, type ExpertInvitationRecord } from './invitation-record.ts';
import { PartnerModel, type PartnerRecord, presentPartnerRef } from './partner.ts';
import { isNamedManager } from './policy.ts';

/** One's own dealings with all partners, by the partners’ addresses. */
export async function readDealings(viewer: AccountRecord): Promise<Dealings> {
  const head = await headOf(accountStream(viewer._id.toString()));
  const facts = presentFacts(await FactsModel.findById(viewer._id).lean());
  return { items: await dealingsOf(viewer), facts, head };
}

/** Tells a member what is between them and a partner now, in the transaction at hand. */
export async function tellDealing(
  partner: PartnerRecord,
  account: Pick<AccountRecord, '_id'>,
  actor: Actor,
  news: DealingNews,
  reason: string | null = null,
): Promise<void> {
  const dealing = await dealingWith(account, partner);
  append(accountStream(account._id.toString()), 'dealing.changed', actor, { dealing, news, reason });
}

/** What is between a member and a partner, as the member may know it. */
export async function dealingWith(account: Pick<AccountRecord, '_id'>, partner: PartnerRecord): Promise<Dealing> {
  const both = { partner: partner._id, account: account._id };
  const interest = await InterestModel.findOne({ ...both, withdrawn: false }).lean();
  const invitation = await ExpertInvitationModel.findOne({ ...both, state: 'pending' }).lean();
  const application = await ApplicationModel.findOne(both).lean();
  const expert = await ExpertModel.findOne({ ...both, live: true }).lean();
  return present(account, partner, { interest, invitation, application, expert });
}

type Found = {
  interest?: InterestRecord | null;
  invitation?: ExpertInvitationRecord | null;
  application?: ApplicationRecord | null;
  expert?: ExpertRecord | null;
};

async function dealingsOf(account: AccountRecord): Promise<Dealing[]> {
  const own = { account: account._id };
  const [interests, invitations, applications, experts, managed] = await Promise.all([
    InterestModel.find({ ...own, withdrawn: false }).lean(),
    ExpertInvitationModel.find({ ...own, state: 'pending' }).lean(),
    ApplicationModel.find(own).lean(),
    ExpertModel.find({ ...own, live: true }).lean(),
    PartnerModel.find({ managers: account._id }, { _id: 1 }).lean(),
  ]);
  const ids = [...[...interests, ...invitations, ...applications, ...experts].map(({ partner }) => partner)];
  const partners = await PartnerModel.find({ _id: { $in: [...ids, ...managed.map(({ _id }) => _id)] } }).lean();
  const of = <Record extends { partner: ObjectId }>(records: Record[], { _id }: PartnerRecord) =>
    records.find(({ partner }) => partner.equals(_id));
  return partners
    .map((partner) =>
      present(account, partner, {
        interest: of(interests, partner),
        invitation: of(invitations, partner),
        application: of(applications, partner),
        expert: of(experts, partner),
      }),
    )
    .filter((dealing) => !isOver(dealing))
    .sort(bySlug);
}

function present(account: Pick<AccountRecord, '_id'>, partner: PartnerRecord, found: Found): Dealing {
  const { interest, invitation, application, expert } = found;
  return {
    partner: presentPartnerRef(partner),
    // Whoever has ever applied manages it no longer.
    manages: isNamedManager(account, partner) && !application,
    interest: interest ? { message: interest.message, at: interest.at.toISOString() } : null,
    invitation: invitation ? presentOwnInvitation(invitation) : null,
    application: application && application.state !== 'withdrawn' ? presentOwnApplication(application) : null,
    expert: expert ? presentOwnExpert(expert) : null,
  };
}

const presentOwnInvitation = ({ _id, from, message, at }: ExpertInvitationRecord) => ({
  id: _id.toString(),
  from,
  message,
  at: at.toISOString(),
});

const presentOwnExpert = ({ _id, state, since, headline, failing }: ExpertRecord) => ({
  id: _id.toString(),
  state,
  since: since.toISOString(),
  headline,
  failing,
});

/** As `shared/reduce/dealings` sorts them. */
const bySlug = (a: Dealing, b: Dealing): number => (a.partner.slug < b.partner.slug ? -1 : 1);
