import type { ObjectId } from '../db/id.ts';
import { ApplicationModel } from '../partners/application-record.ts';
import { presentOwnApplication } from '../partners/application-views.ts';
import { ExpertModel } from '../partners/expert-record.ts';
import { FactsModel, presentFacts } from '../partners/facts-record.ts';
import { InterestModel } from '../partners/interest-record.ts';
import { ExpertInvitationModel } from '../partners/invitation-record.ts';
import { PartnerModel } from '../partners/partner.ts';
import { FEW, type Rows, rows } from './export-rows.ts';

/** What is between a member and partners. Of an application nothing but what its applicant may know: not that it was declined. */
export const partnerSections: Record<string, Rows> = {
  marketplaceFacts: rows((account) => FactsModel.find({ _id: account }).lean().cursor(FEW), presentFacts),
  partnerInterests: rows(
    (account) => InterestModel.find({ account }).lean().cursor(FEW),
    async ({ partner, message, at, withdrawn }) => ({ partner: await partnerName(partner), message, at, withdrawn }),
  ),
  partnerInvitations: rows(
    (account) => ExpertInvitationModel.find({ account }).lean().cursor(FEW),
    async ({ partner, from, message, state, at }) => ({
      partner: await partnerName(partner),
      from,
      message,
      state,
      at,
    }),
  ),
  partnerApplications: rows(
    (account) => ApplicationModel.find({ account }).lean().cursor(FEW),
    async (application) => ({
      ...presentOwnApplication(application),
      partner: await partnerName(application.partner),
      withdrawn: application.state === 'withdrawn',
    }),
  ),
  badges: rows(
    (account) => ExpertModel.find({ account }).lean().cursor(FEW),
    async ({ _id, partner, headline, state, since, failing, reason }) => ({
      id: _id,
      partner: await partnerName(partner),
      headline,
      state,
      since,
      failing,
      reason,
    }),
  ),
};

const partnerName = async (id: ObjectId) => (await PartnerModel.findById(id).lean())?.name ?? null;
