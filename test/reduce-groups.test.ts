import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { Group } from '../shared/groups.ts';
import { reduceGroup, reduceGroupCard } from '../shared/reduce/group.ts';
import { reduceMe } from '../shared/reduce/me.ts';
import { reduceMembers } from '../shared/reduce/members.ts';
import { reduceSanctions } from '../shared/reduce/sanctions.ts';
import { groupStream, leadersStream } from '../shared/streams.ts';
import type { Head } from '../shared/values.ts';
import { type ClosedPeople, type ClosedScene, closedPeople, closedScene, letIn } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

// Of a closed group, too: what is on a screen after an event is what a reload would show, for each who is still in.

type View = { head: Head };
type Scene = ClosedScene & { second: Person; muted: string };

let guildhall: Guildhall;
let people: ClosedPeople & { second: Person };
let scene: Scene;
beforeAll(async () => {
  guildhall = await openGuildhall();
  const { url } = guildhall;
  people = { ...(await closedPeople(url)), second: await Person.register(url, 'second') };
});
afterAll(() => guildhall?.close());

/** A closed group with a leader, a member, another who is muted, and staff who look on. */
beforeEach(async () => {
  const { second } = people;
  const closed = await closedScene(guildhall.url, { guidelines: 'Whisper.' }, people);
  await letIn(closed.leader, second, closed.group);
  const mute = { username: second.username, kind: 'mute', until: inDays(1), reason: 'Noise' };
  const { id } = ok(await closed.leader.post(`/groups/${closed.group.slug}/sanctions`, mute)).body;
  scene = { ...closed, second, muted: id };
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

const sanction =
  (whom: 'second' | 'outsider' | 'member', changes: object) =>
  async ({ leader, group, ...people }: Scene) =>
    ok(
      await leader.post(`/groups/${group.slug}/sanctions`, {
        username: people[whom].username,
        reason: 'R',
        ...changes,
      }),
    );

const actions: Record<string, (scene: Scene) => Promise<unknown>> = {
  'letting someone in': ({ leader, outsider, group }) => letIn(leader, outsider, group),
  'accepting the guidelines': async ({ member, group }) =>
    ok(await member.put(`/groups/${group.slug}/guidelines-acceptance`, { version: 1 })),
  'writing new guidelines': async ({ leader, group }) =>
    ok(await leader.patch(`/groups/${group.slug}`, { guidelines: 'Be silent.' })),
  'changing who may come in': async ({ leader, group }) =>
    ok(await leader.patch(`/groups/${group.slug}`, { criteria: 'Bring a lamp', beta: true })),
  archiving: async ({ leader, group }) => ok(await leader.patch(`/groups/${group.slug}`, { archived: true })),
  'opening a group': async ({ leader, group }) => ok(await leader.patch(`/groups/${group.slug}`, { access: 'open' })),
  muting: sanction('member', { kind: 'mute', until: inDays(2) }),
  'muting for longer': sanction('second', { kind: 'mute', until: inDays(3) }),
  'taking a mute back': async ({ leader, muted }) => ok(await leader.delete(`/sanctions/${muted}`)),
  'banning a member': sanction('second', { kind: 'ban' }),
  'banning someone who is no member': sanction('outsider', { kind: 'ban', until: inDays(9) }),
  'taking a ban back': async (at) => {
    const { id } = (await sanction('second', { kind: 'ban' })(at)).body;
    return ok(await at.leader.delete(`/sanctions/${id}`));
  },
  'making a member a leader': async ({ staff, member, group }) =>
    ok(await staff.patch(`/groups/${group.slug}/members/${member.username}`, { role: 'leader' })),
  'handing leadership over': async ({ leader, member, group }) =>
    ok(await leader.put(`/groups/${group.slug}/leadership`, { username: member.username })),
};

type Page = [path: string, reduce: (view: View, event: LoggedEvent, viewer: string) => View];

const reduceCards = (list: { items: Parameters<typeof reduceGroupCard>[0][] }, event: LoggedEvent, viewer: string) => ({
  ...list,
  items: list.items.map((card) => reduceGroupCard(card, event, viewer)),
});

/** All that a client may show of it, and what leaders see. */
function pagesOf({ slug, category }: Group, leads: boolean): Page[] {
  const shared = [
    ['/me', reduceMe],
    [`/groups/${slug}`, reduceGroup],
    [`/groups?limit=100&category=${category}`, reduceCards],
    [`/groups/${slug}/members`, reduceMembers],
  ];
  return [...shared, ...(leads ? [[`/groups/${slug}/sanctions`, reduceSanctions]] : [])] as unknown as Page[];
}

describe.each(Object.entries(actions))('%s', (_name, act) => {
  test('shows on every screen what a reload would show', async () => {
    const { group, staff, leader, member, second } = scene;
    const lookers = [
      { who: staff, leads: true },
      { who: leader, leads: true },
      { who: member, leads: false },
      { who: second, leads: false },
    ];
    const before = await Promise.all(lookers.map(async ({ who, leads }) => snapshots(who, pagesOf(group, leads))));
    await act(scene);
    for (const [index, { who, leads }] of lookers.entries()) {
      // Who no longer sees what is inside, or no longer leads, fetches afresh.
      const now = ok(await who.get(`/groups/${group.slug}`)).body as Group;
      if (!now.readable) continue;
      const stillLeads = leads && (who === staff || now.membership?.role === 'leader');
      const pages = pagesOf(group, stillLeads);
      const events = await eventsSince(who, group, before[index]!, stillLeads);
      const after = await snapshots(who, pages);
      pages.forEach(([path, reduce], page) => {
        const view = events.reduce((shown, event) => reduce(shown, event, who.id), before[index]![page]!);
        expect({ path, view }).toEqual({ path, view: after[page] });
      });
    }
  });
});

async function snapshots(looker: Person, pages: Page[]): Promise<View[]> {
  const answers = [];
  for (const [path] of pages) answers.push(ok(await looker.get(path)).body);
  return answers;
}

/** What a looker's client would have heard. */
async function eventsSince(looker: Person, { id }: Group, [me, page, , , console]: View[], leads: boolean) {
  const ear = await looker.listen();
  const from: [string, number][] = [
    [groupStream(id), page!.head.seq],
    ...(leads ? [[leadersStream(id), console!.head.seq] as [string, number]] : []),
    [looker.ownStream, me!.head.seq],
  ];
  const told = await ear.watch(Object.fromEntries(from));
  ear.close();
  return from.flatMap(([stream]) => {
    const answer = told[stream]!;
    if (!('events' in answer)) throw new Error(`not all events of ${stream} were told`);
    return answer.events;
  });
}
