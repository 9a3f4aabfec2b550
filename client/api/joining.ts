import type { Group } from '../../shared/groups.ts';
import type { Invitation, Invitations, JoinRequest, JoinRequests, OwnJoining } from '../../shared/joining.ts';
import type { NewSanction, Sanction, Sanctions } from '../../shared/sanctions.ts';
import { address, search } from './address.ts';
import { ask } from './http.ts';

export const joinRequests = {
  /** How the viewer stands with a group they are not in. */
  own: (slug: string) => ask<OwnJoining>('GET', address`/groups/${slug}/joining`),
  send: (slug: string, message: string) =>
    ask<JoinRequest>('POST', address`/groups/${slug}/join-requests`, { message }),
  pending: (slug: string, cursor?: string) =>
    ask<JoinRequests>('GET', address`/groups/${slug}/join-requests` + search({ cursor, limit: 50 })),
  approve: (id: string) => ask<JoinRequest>('PATCH', address`/join-requests/${id}`, { decision: 'approve' }),
  deny: (id: string, reason: string) =>
    ask<JoinRequest>('PATCH', address`/join-requests/${id}`, { decision: 'deny', reason }),
  cancel: (id: string) => ask<JoinRequest>('PATCH', address`/join-requests/${id}`, { decision: 'cancel' }),
};

export const invitations = {
  send: (slug: string, username: string, message: string) =>
    ask<Invitation>('POST', address`/groups/${slug}/invitations`, message ? { username, message } : { username }),
  list: (slug: string, cursor?: string) =>
    ask<Invitations>('GET', address`/groups/${slug}/invitations` + search({ cursor, limit: 50 })),
  decide: (id: string, decision: 'accept' | 'decline' | 'revoke') =>
    ask<Invitation>('PATCH', address`/invitations/${id}`, { decision }),
};

export const sanctions = {
  impose: (slug: string, sanction: NewSanction) => ask<Sanction>('POST', address`/groups/${slug}/sanctions`, sanction),
  list: (slug: string, cursor?: string) =>
    ask<Sanctions>('GET', address`/groups/${slug}/sanctions` + search({ cursor, limit: 50 })),
  lift: (id: string) => ask<void>('DELETE', address`/sanctions/${id}`),
};

export const leadership = {
  handOver: (slug: string, username: string) => ask<Group>('PUT', address`/groups/${slug}/leadership`, { username }),
};

export const guidelines = {
  accept: (slug: string, version: number) =>
    ask<Group>('PUT', address`/groups/${slug}/guidelines-acceptance`, { version }),
};
