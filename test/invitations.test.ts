import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, ok, Person } from './support/person.ts';

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall();
});
afterAll(() => guildhall?.close());

test('an invitation comes as a private message and lets its reader in', async () => {
  const { group, leader } = await community(guildhall.url, 1);
  const newcomer = await Person.register(guildhall.url, 'newcomer');
  const invitation = ok(
    await leader.post(`/groups/${group.slug}/invitations`, { username: newcomer.username, message: 'Do come.' }),
  ).body;
  const { items, unread } = ok(await newcomer.get('/me/conversations')).body;
  expect([items[0].lastMessage.body, items[0].lastMessage.invitation, unread]).toEqual(['Do come.', invitation, 1]);
  const accepted = ok(await newcomer.patch(`/invitations/${invitation.id}`, { decision: 'accept' })).body;
  expect(accepted.state).toBe('accepted');
  expect((await newcomer.get(`/groups/${group.slug}`)).body.membership).toMatchObject({
    role: 'member',
    guidelinesVersion: 0,
  });
  const shown = ok(await newcomer.get(`/conversations/${items[0].id}/messages`)).body;
  expect(shown.items[0].invitation.state).toBe('accepted');
  const list = ok(await leader.get(`/groups/${group.slug}/invitations`)).body;
  expect(list.items).toEqual([accepted]);
});
