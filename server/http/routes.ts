import type { Route } from './route.ts';
import { accountRoutes } from './routes/accounts.ts';
import { auditRoutes } from './routes/audit.ts';
import { badgeRoutes } from './routes/badges.ts';
import { draftRoutes } from './routes/drafts.ts';
import { factsRoutes } from './routes/facts.ts';
import { groupRoutes } from './routes/groups.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { joiningRoutes } from './routes/joining.ts';
import { ladderRoutes } from './routes/ladder.ts';
import { leadRoutes } from './routes/leads.ts';
import { mailRoutes } from './routes/mail.ts';
import { messageRoutes } from './routes/messages.ts';
import { moderationRoutes } from './routes/moderation.ts';
import { partnerApplicationRoutes } from './routes/partner-applications.ts';
import { expertRoutes } from './routes/partner-experts.ts';
import { featuredRoutes } from './routes/partner-featured.ts';
import { partnerFileRoutes } from './routes/partner-files.ts';
import { partnerInvitingRoutes } from './routes/partner-inviting.ts';
import { partnerSettingsRoutes } from './routes/partner-settings.ts';
import { partnerRoutes } from './routes/partners.ts';
import { rankRoutes } from './routes/ranks.ts';
import { reportRoutes } from './routes/reports.ts';
import { rulesRoutes } from './routes/rules.ts';
import { staffRoutes } from './routes/staff.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';
import { topicRoutes } from './routes/topics.ts';

/** The whole API, below `/api/v1`. */
export const routes: Route[] = [
  ...accountRoutes,
  ...rankRoutes,
  ...ladderRoutes,
  ...groupRoutes,
  ...joiningRoutes,
  ...leadRoutes,
  ...partnerRoutes,
  ...partnerSettingsRoutes,
  ...partnerInvitingRoutes,
  ...partnerFileRoutes,
  ...factsRoutes,
  ...partnerApplicationRoutes,
  ...expertRoutes,
  ...badgeRoutes,
  ...featuredRoutes,
  ...mailRoutes,
  ...topicRoutes,
  ...draftRoutes,
  ...invitationRoutes,
  ...messageRoutes,
  ...subscriptionRoutes,
  ...moderationRoutes,
  ...auditRoutes,
  ...reportRoutes,
  ...rulesRoutes,
  ...staffRoutes,
];
