import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { Invitation, JoinRequest } from '../shared/joining.ts';
import { reduceConversations } from '../shared/reduce/conversations.ts';
import { reduceInvitations, reduceInvitationsIn } from '../shared/reduce/invitations.ts';
import { reduceJoinRequests, reduceJoinRequestsIn, reduceOwnJoining } from '../shared/reduce/join-requests.ts';
import {
  reduceBlocks,
  reduceMessageReports,
  reduceMessageReportsIn,
  reduceMessages,
} from '../shared/reduce/messages.ts';
import type { Head } from '../shared/values.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

// As in the test of what everyone sees: for every action and for each who looks on, the snapshot before it, reduced by the
// events it made, equals the snapshot fetched after it.

type View = { head: Head };
type Page = [path: string, reduce: (view: View, event: LoggedEvent, viewer: string) => View];
type Scene = Awaited<ReturnType<typeof setScene>>;

const SECRET = 'a secret for tests alone, long enough';
let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: SECRET });
});
afterAll(() => guildhall?.close());

/**
 * A closed group with its leader (who is also staff) and two members who have written to each other; one who asked to join
 * and one who was invited, who have written to each other, too; and one who has nothing to do with any of them.
 */
async function setScene() {
  const { url } = guildhall;
  const [leader] = (await Person.makeMany(url, SECRET, 1, 'staff')) as [Person];
  const people = await Person.makeMany(url, SECRET, 5);
  const [ada, bob, asking, invited, stranger] = people as [Person, Person, Person, Person, Person];
  const group = await leader.makeGroup();
  for (const member of [ada, bob]) await member.join(group);
  ok(await leader.patch(`/groups/${group.slug}`, { access: 'closed', criteria: 'Friends' }));
  const { conversation } = ok(await begin(ada, bob)).body;
  const message = ok(await write(bob, conversation.id)).body.message;
  await begin(invited, asking);
  ok(await ada.post(`/messages/${message.id}/reports`, { reason: 'Rude' }));
  const request: JoinRequest = ok(await asking.post(`/groups/${group.slug}/join-requests`, { message: 'May I?' })).body;
  const invitation: Invitation = ok(await invite(leader, group, invited)).body;
  return { leader, ada, bob, asking, invited, stranger, group, id: conversation.id as string, request, invitation };
}

const begin = (from: Person, to: Person) =>
  from.post('/me/conversations', { username: to.username, clientId: randomUUID(), body: 'Hello' });

const write = (from: Person, id: string) =>
  from.post(`/conversations/${id}/messages`, { clientId: randomUUID(), body: 'More' });

const invite = (from: Person, { slug }: { slug: string }, to: Person) =>
  from.post(`/groups/${slug}/invitations`, { username: to.username, message: 'Do come.' });

type Step = [action: string, act: (scene: Scene) => Promise<unknown>];

/** What happens to a scene, one after the other. */
const stories: Record<string, Step[]> = {
  'a conversation': [
    ['writing to someone for the first time', async ({ ada, stranger }) => ok(await begin(ada, stranger))],
    ['writing in a conversation', async ({ bob, id }) => ok(await write(bob, id))],
    ['answering', async ({ ada, id }) => ok(await write(ada, id))],
    [
      'writing back and forth',
      async ({ ada, bob, id }) => {
        for (const person of [bob, bob, ada, bob, bob]) ok(await write(person, id));
      },
    ],
    ['reading a part of it', async ({ ada, id }) => ok(await ada.put(`/conversations/${id}/read`, { number: 8 }))],
    [
      'blocking a member, and reading on',
      async ({ ada, bob, id }) => {
        ok(await ada.put(`/me/blocks/${bob.username}`));
        ok(await ada.put(`/conversations/${id}/read`, { number: 100 }));
      },
    ],
    [
      'unblocking a member, who writes again',
      async ({ ada, bob, id }) => {
        ok(await ada.delete(`/me/blocks/${bob.username}`));
        ok(await write(bob, id));
      },
    ],
    [
      'reporting a message',
      async ({ ada, bob, id }) => {
        const { message } = ok(await write(ada, id)).body;
        ok(await bob.post(`/messages/${message.id}/reports`, { reason: 'Spam' }));
      },
    ],
    [
      'handling a report',
      async ({ leader }) => {
        const [report] = ok(await leader.get('/message-reports')).body.items;
        ok(await leader.patch(`/message-reports/${report.id}`, { state: 'handled' }));
      },
    ],
  ],
  'invitations that are revoked and accepted': [
    ['inviting', async ({ leader, group, stranger }) => ok(await invite(leader, group, stranger))],
    ['revoking', async ({ leader, invitation }) => ok(await decide(leader, invitation, 'revoke'))],
    [
      'accepting',
      async ({ leader, group, stranger }) => ok(await decide(stranger, await last(leader, group), 'accept')),
    ],
  ],
  'invitations of one who asked, and of one who does not want it': [
    ['inviting', async ({ leader, group, asking }) => ok(await invite(leader, group, asking))],
    ['accepting', async ({ leader, group, asking }) => ok(await decide(asking, await last(leader, group), 'accept'))],
    ['declining', async ({ invited, invitation }) => ok(await decide(invited, invitation, 'decline'))],
  ],
  requests: [
    [
      'asking to join',
      async ({ stranger, group }) =>
        ok(await stranger.post(`/groups/${group.slug}/join-requests`, { message: 'Me too' })),
    ],
    [
      'denying',
      async ({ leader, request }) =>
        ok(await leader.patch(`/join-requests/${request.id}`, { decision: 'deny', reason: 'Full' })),
    ],
    [
      'approving',
      async ({ leader, group }) => {
        const [request] = ok(await leader.get(`/groups/${group.slug}/join-requests`)).body.items;
        ok(await leader.patch(`/join-requests/${request.id}`, { decision: 'approve' }));
      },
    ],
    [
      'asking again',
      async ({ asking, group }) => ok(await asking.post(`/groups/${group.slug}/join-requests`, { message: 'Please' })),
    ],
    [
      'taking a request back',
      async ({ leader, asking, group }) => {
        const [request] = ok(await leader.get(`/groups/${group.slug}/join-requests`)).body.items;
        ok(await asking.patch(`/join-requests/${request.id}`, { decision: 'cancel' }));
      },
    ],
    [
      'banning one who was invited',
      async ({ leader, group, invited }) =>
        ok(
          await leader.post(`/groups/${group.slug}/sanctions`, {
            username: invited.username,
            kind: 'ban',
            reason: 'No',
          }),
        ),
    ],
  ],
};

const decide = (person: Person, { id }: Invitation, decision: string) =>
  person.patch(`/invitations/${id}`, { decision });

const last = async (leader: Person, { slug }: { slug: string }): Promise<Invitation> =>
  ok(await leader.get(`/groups/${slug}/invitations?state=pending`)).body.items[0];

/** All that a looker's client may show of the scene, beside what everyone sees. */
function pagesOf(looker: Person, { leader, ada, bob, group, id }: Scene): Page[] {
  const { slug } = group;
  const pages: unknown[] = [
    ['/me/conversations', reduceConversations],
    ['/me/blocks', reduceBlocks],
  ];
  if (looker === ada || looker === bob) {
    pages.push([`/conversations/${id}/messages`, reduceMessages]);
    pages.push([`/conversations/${id}/messages?before=2`, reduceMessages]);
  }
  if (looker === leader) {
    for (const state of ['pending', 'revoked'] as const) {
      pages.push([`/groups/${slug}/invitations?state=${state}`, reduceInvitationsIn(state)]);
    }
    pages.push([`/groups/${slug}/join-requests?state=denied`, reduceJoinRequestsIn('denied')]);
    pages.push([`/groups/${slug}/invitations`, reduceInvitations]);
    pages.push([`/groups/${slug}/join-requests`, reduceJoinRequests]);
    pages.push(['/message-reports?limit=100', reduceMessageReports]);
    pages.push(['/message-reports?state=handled&limit=100', reduceMessageReportsIn('handled')]);
  } else pages.push([`/groups/${slug}/joining`, reduceOwnJoining]);
  return pages as Page[];
}

describe.each(Object.entries(stories))('%s', (_story, steps) => {
  test('shows on every screen what a reload would show, at each step', async () => {
    const scene = await setScene();
    const { leader, ada, bob, asking, invited, stranger } = scene;
    await follow(scene, [leader, ada, bob, asking, invited, stranger], steps);
  });
});

// Others than those who share a group see them when they look again.
test('new names show to the members of a group what a reload would show', async () => {
  const scene = await setScene();
  await follow(
    scene,
    [scene.leader, scene.ada, scene.bob],
    [
      ['changing one’s name', async ({ ada }) => ok(await ada.patch('/me', { displayName: 'Another name' }))],
      [
        'renaming a group',
        async ({ leader, group }) =>
          ok(await leader.patch(`/groups/${group.slug}`, { name: 'Renamed', description: 'Described' })),
      ],
    ],
  );
});

async function follow(scene: Scene, lookers: Person[], steps: Step[]): Promise<void> {
  let before = await Promise.all(lookers.map((looker) => look(looker, scene)));
  for (const [action, act] of steps) {
    await act(scene);
    const after = await Promise.all(lookers.map((looker) => look(looker, scene)));
    for (const [index, looker] of lookers.entries()) {
      const events = await eventsSince(looker, scene, before[index]!);
      for (const [path, { view, reduce }] of before[index]!.pages) {
        const reload = after[index]!.pages.get(path)!.view;
        // The head is read before the data: what happens in between is in the data, and told again.
        for (const start of [view, { ...reload, head: view.head }]) {
          const reduced = events.reduce((shown, event) => reduce(shown, event, looker.id), start);
          expect({ action, path, view: reduced }).toEqual({ action, path, view: reload });
        }
      }
    }
    before = after;
  }
}

type Look = { group: number; pages: Map<string, { view: View; reduce: Page[1] }> };

async function look(looker: Person, scene: Scene): Promise<Look> {
  const group = ok(await looker.get(`/groups/${scene.group.slug}`)).body.head.seq;
  const pages: Look['pages'] = new Map();
  for (const [path, reduce] of pagesOf(looker, scene)) {
    pages.set(path, { view: ok(await looker.get(path)).body, reduce });
  }
  return { group, pages };
}

/** What a looker's client would have heard: the streams of the pages, and the group's for those who may hear it. */
async function eventsSince(looker: Person, scene: Scene, { group, pages }: Look): Promise<LoggedEvent[]> {
  const heads = new Map([...pages.values()].map(({ view }) => [view.head.stream, view.head.seq]));
  if (looker === scene.leader || looker === scene.ada || looker === scene.bob) {
    heads.set(`group:${scene.group.id}`, group);
  }
  const ear = await looker.listen();
  const answers = await ear.watch(Object.fromEntries(heads));
  ear.close();
  return Object.values(answers).flatMap((answer) => {
    if (!('events' in answer)) throw new Error('not all events were told');
    return answer.events;
  });
}
