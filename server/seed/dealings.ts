import { randomUUID } from 'node:crypto';
import type { AccountRecord } from '../accounts/account.ts';
import { groupBySlug } from '../groups/group.ts';
import { requestToJoin } from '../joining/join-request-actions.ts';
import { applyToLead } from '../leads/actions.ts';
import type { Limits } from '../lib/limits.ts';
import { markConversationRead, writeTo } from '../messages/actions.ts';
import { invite } from '../messages/inviting.ts';
import { decideJoinRequest } from '../moderation/deciding-requests.ts';
import { choose } from '../subscriptions/actions.ts';
import {
  APPLICATIONS,
  CHOICES,
  CONVERSATIONS,
  type DemoChoice,
  type DemoConversation,
  type DemoRequest,
  INVITATIONS,
  REQUESTS,
} from './between.ts';
import { topicId } from './topic-id.ts';

/** An account by its name, as it is now. */
type Who = (username: string) => Promise<AccountRecord>;

const UNLIMITED: Limits = { use: async () => {}, adjust: () => {} };

/** Requests, invitations, private messages, subscriptions: all that members of the demo have to do with each other and alone. */
export async function seedDealings(who: Who): Promise<void> {
  for (const request of REQUESTS) await seedRequest(who, request);
  for (const conversation of CONVERSATIONS) await seedConversation(who, conversation);
  for (const { by, to, group, message } of INVITATIONS) await invite(await who(by), group, { username: to, message });
  for (const { by, application } of APPLICATIONS) await applyToLead(await who(by), application);
  for (const choice of CHOICES) await seedChoice(who, choice);
}

async function seedRequest(who: Who, { by, group, message, denied }: DemoRequest): Promise<void> {
  const { id } = await requestToJoin(await who(by), group, { message });
  if (denied) await decideJoinRequest(await who(denied.by), id, { decision: 'deny', reason: denied.reason });
}

async function seedConversation(who: Who, { between, lines, read }: DemoConversation): Promise<void> {
  const [one, other] = between;
  let id = '';
  for (const [by, body] of lines) {
    const first = { username: by === one ? other : one, clientId: randomUUID(), body };
    id = (await writeTo(await who(by), first, UNLIMITED)).conversation.id;
  }
  for (const username of between) await markConversationRead(await who(username), id, read);
}

async function seedChoice(who: Who, choice: DemoChoice): Promise<void> {
  const viewer = await who(choice.by);
  const wish = choice.mute ? { mute: { until: null } } : {};
  if ('group' in choice) await choose(viewer, 'group', (await groupBySlug(choice.group))._id.toString(), wish);
  else await choose(viewer, 'topic', await topicId(choice.topic), wish);
}
