import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { Inbox } from '../shared/notices.ts';
import { reduceInbox } from '../shared/reduce/inbox.ts';
import { reduceSubscriptions } from '../shared/reduce/subscriptions.ts';
import type { Subscriptions } from '../shared/subscriptions.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';
import { viewTopic } from './support/view-topic.ts';

// For every action: what members' notices and subscriptions were before it, reduced by what they hear of it, equals what
// is fetched after it.

type Scene = Awaited<ReturnType<typeof setScene>>;

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall({ ladder: 'quick' });
});
afterAll(() => guildhall?.close());

/** Two groups; `ana` started a topic in the first, which `ben` and `cleo` follow in ways of their own. */
async function setScene() {
  const { url } = guildhall;
  const leader = await Person.register(url, 'leader', 'staff');
  const [ana, ben, cleo] = await Person.registerEach(url, ['ana', 'ben', 'cleo']);
  const [group, closed] = [await leader.makeGroup(), await leader.makeGroup({ access: 'closed' })];
  for (const member of [ana, ben, cleo]) await member.join(group);
  const { topic, post } = await ana.startTopic(group, 'Before');
  const reply = ok(await ben.post(`/topics/${topic.id}/posts`, { clientId: randomUUID(), body: 'One', replyTo: 1 }))
    .body.post;
  ok(await cleo.put(`/subscriptions/topic/${topic.id}`));
  ok(await cleo.put(`/subscriptions/post/${post.id}`, { level: 'on' }));
  ok(await ben.put(`/subscriptions/forum/${topic.forumId}`, { mute: { until: null } }));
  const again = await cleo.startTopic(group, 'Another', `With @${ana.username}`);
  return { leader, ana, ben, cleo, group, closed, topic, post, reply, again };
}

const to = (topicId: string, body: string, replyTo?: number) => (person: Person) =>
  person.post(`/topics/${topicId}/posts`, { clientId: randomUUID(), body, replyTo });

type Actions = Record<string, (scene: Scene) => Promise<unknown>>;

/** These leave a scene in which the next one can be done. */
const gentle: Actions = {
  'starting a topic': ({ cleo, group }) => cleo.startTopic(group, 'New'),
  'starting a topic that names someone': ({ ana, ben, group }) =>
    ana.startTopic(group, 'New', `Hello @${ben.username}`),
  replying: async ({ ben, topic }) => ok(await to(topic.id, 'Two')(ben)),
  'replying to a reply': async ({ ana, topic }) => ok(await to(topic.id, 'Three', 2)(ana)),
  'replying to a post that is subscribed to': async ({ ben, topic }) => ok(await to(topic.id, 'Four', 1)(ben)),
  'reading a topic': async ({ ana, topic }) => ok(await ana.put(`/topics/${topic.id}/read`, { number: 2 })),
  'viewing a new topic': ({ ana, again }) => viewTopic(ana, again.topic.id),
  'opening a new topic': async ({ ben, again }) => ok(await ben.put(`/topics/${again.topic.id}/read`, { number: 1 })),
  'replying to what is read at once': async ({ ana, ben, topic }) => {
    const { number } = ok(await to(topic.id, 'Five', 1)(ben)).body.post;
    ok(await ana.put(`/topics/${topic.id}/read`, { number }));
  },
  'reading one notice': async ({ ana }) => {
    const { items } = await inboxOf(ana);
    ok(await ana.put('/me/notifications/read', { ids: [items[0]!.id] }));
  },
  'reading all notices': async ({ ana }) => {
    const { items } = await inboxOf(ana);
    ok(await ana.put('/me/notifications/read', { upTo: items[0]!.at }));
  },
  subscribing: async ({ ben, topic }) => ok(await ben.put(`/subscriptions/topic/${topic.id}`)),
  'muting a group': async ({ ana, group }) =>
    ok(await ana.put(`/subscriptions/group/${group.id}`, { mute: { until: null } })),
  'choosing not to be told': async ({ ana, topic }) =>
    ok(await ana.put(`/subscriptions/topic/${topic.id}`, { level: 'off' })),
  'deleting subscriptions and taking that back': async ({ cleo, topic, group }) => {
    const ids = [`topic:${topic.id}`, `group:${group.id}`];
    ok(await cleo.post('/me/subscriptions/deletions', { ids }));
    ok(await cleo.post('/me/subscriptions/restorations', { ids }));
  },
  'deleting subscriptions': async ({ cleo, topic, post, group }) => {
    const ids = [`topic:${topic.id}`, `post:${post.id}`, `group:${group.id}`];
    ok(await cleo.post('/me/subscriptions/deletions', { ids }));
  },
  'reporting a post': async ({ cleo, post }) => ok(await cleo.post(`/posts/${post.id}/reports`, { reason: 'spam' })),
  'reporting it once more': async ({ ben, post }) =>
    ok(await ben.post(`/posts/${post.id}/reports`, { reason: 'spam' })),
  'locking a topic': async ({ leader, group, again }) =>
    ok(await leader.post(`/groups/${group.slug}/acts`, { kind: 'lock', topicId: again.topic.id, reason: 'R' })),
  'taking that back': async ({ leader, cleo }) => {
    const { items } = ok(await cleo.get('/me/acts')).body;
    ok(await leader.post(`/acts/${items[0].id}/undo`));
  },
  'removing what someone wrote': async ({ leader, group, again }) => {
    const removal = { kind: 'remove-posts', postIds: [again.post.id], reason: 'R' };
    ok(await leader.post(`/groups/${group.slug}/acts`, removal));
  },
  'removing a post': async ({ ben, reply }) => ok(await ben.delete(`/posts/${reply.id}`)),
};

/** Each of these in a scene of its own. */
const grave: Actions = {
  'leaving a group': async ({ cleo, group }) => ok(await cleo.delete(`/groups/${group.slug}/membership`)),
  'removing a member': async ({ leader, ben, group }) =>
    ok(await leader.delete(`/groups/${group.slug}/members/${ben.username}`, { reason: 'Spam' })),
  'making a member a leader': async ({ leader, ben, group }) =>
    ok(await leader.patch(`/groups/${group.slug}/members/${ben.username}`, { role: 'leader' })),
  'asking to join': async ({ ana, closed }) =>
    ok(await ana.post(`/groups/${closed.slug}/join-requests`, { message: 'Please' })),
  'denying a request to join': async ({ leader, ana, closed }) => {
    const request = ok(await ana.post(`/groups/${closed.slug}/join-requests`, { message: 'Please' })).body;
    ok(await leader.patch(`/join-requests/${request.id}`, { decision: 'deny', reason: 'Not yet' }));
  },
  'inviting a member': async ({ leader, ben, closed }) =>
    ok(await leader.post(`/groups/${closed.slug}/invitations`, { username: ben.username })),
  'muting a member': async ({ leader, ben, group }) => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    ok(
      await leader.post(`/groups/${group.slug}/sanctions`, {
        username: ben.username,
        kind: 'mute',
        until,
        reason: 'Calm',
      }),
    );
  },
  'banning a member': async ({ leader, ben, group }) =>
    ok(await leader.post(`/groups/${group.slug}/sanctions`, { username: ben.username, kind: 'ban', reason: 'Spam' })),
  'renaming a group': async ({ leader, group }) => ok(await leader.patch(`/groups/${group.slug}`, { name: 'Renamed' })),
  'closing a group': async ({ leader, group }) => ok(await leader.patch(`/groups/${group.slug}`, { access: 'closed' })),
  'blocking someone': async ({ ana, cleo }) => ok(await ana.put(`/me/blocks/${cleo.username}`)),
};

const inboxOf = async (person: Person): Promise<Inbox> => ok(await person.get('/me/notifications?limit=100')).body;
const subscriptionsOf = async (person: Person): Promise<Subscriptions> =>
  ok(await person.get('/me/subscriptions')).body;

let shared: Scene | undefined;

describe.each(Object.entries({ ...gentle, ...grave }))('%s', (name, act) => {
  test('leaves notices and subscriptions as a reload would show them', async () => {
    shared ??= name in gentle ? await setScene() : undefined;
    const scene = name in gentle ? shared! : await setScene();
    const { leader, ana, ben, cleo } = scene;
    const lookers = [leader, ana, ben, cleo];
    const before = await Promise.all(lookers.map(viewsOf));
    await act(scene);
    const after = await Promise.all(lookers.map(viewsOf));
    for (const [index, { id, username }] of lookers.entries()) {
      const { inbox, subscriptions } = before[index]!;
      const { own, others } = await heardBy(lookers[index]!, inbox, leader);
      // Streams that come in, as that of the leaders, are heard once the inbox has been fetched again.
      const known = new Set(inbox.heads.map(({ stream }) => stream));
      const expected = after[index]!;
      expected.inbox.heads = expected.inbox.heads.filter(({ stream }) => known.has(stream));
      // Streams have no order among each other.
      for (const events of [
        [...others, ...own],
        [...own, ...others],
      ]) {
        const reduced = {
          inbox: events.reduce((view, event) => reduceInbox(view, event, id), inbox),
          subscriptions: events.reduce((view, event) => reduceSubscriptions(view, event, id), subscriptions),
        };
        expect({ username, ...reduced }).toMatchObject({ username, ...expected });
      }
    }
  });
});

async function viewsOf(person: Person): Promise<{ inbox: Inbox; subscriptions: Subscriptions }> {
  return { inbox: await inboxOf(person), subscriptions: await subscriptionsOf(person) };
}

/** What a client hears that follows all streams of the inbox: of groups its owner leaves, what came until then. */
async function heardBy(person: Person, { head, heads }: Inbox, staff: Person) {
  const own = await read(person, head);
  const end = own.find(({ type }) => type === 'membership.ended');
  const others: LoggedEvent[] = [];
  for (const one of heads) {
    const all = await read(staff, one);
    const gone = all.findIndex((event) => end && 'accountId' in event.data && event.data.accountId === person.id);
    others.push(...(gone < 0 ? all : all.slice(0, gone)));
  }
  return { own, others };
}

async function read(person: Person, { stream, seq }: { stream: string; seq: number }): Promise<LoggedEvent[]> {
  const ear = await person.listen();
  const watched = (await ear.watch({ [stream]: seq }))[stream]!;
  ear.close();
  if (!('events' in watched)) throw new Error(`not all events of ${stream} were told`);
  return watched.events;
}
