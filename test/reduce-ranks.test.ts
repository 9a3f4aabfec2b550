import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { evaluate } from '../server/ranks/evaluate.ts';
import { noteVisit } from '../server/ranks/metrics.ts';
import { StandingModel, type StandingRecord } from '../server/ranks/standing.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { Group } from '../shared/groups.ts';
import { reduceInbox } from '../shared/reduce/inbox.ts';
import { reduceMe } from '../shared/reduce/me.ts';
import { reduceMembers } from '../shared/reduce/members.ts';
import { reduceMyRank } from '../shared/reduce/my-rank.ts';
import { reducePosts } from '../shared/reduce/posts.ts';
import { reduceTopics } from '../shared/reduce/topics.ts';
import type { Head } from '../shared/values.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, ok, Person } from './support/person.ts';

// Whatever happens to a rank: each page before it, reduced by what its viewer hears of it, is the page fetched after it.

type Scene = Awaited<ReturnType<typeof setScene>>;
type View = { head: Head };
type Page = [path: string, reduce: (view: View, event: LoggedEvent, viewer: string) => View];

const SECRET = 'a secret to make members with, quickly';

let guildhall: Guildhall;
let group: Group;
let staff: Person;
let onlooker: Person;
let observer: Person;
beforeAll(async () => {
  guildhall = await openGuildhall({ ladder: 'quick', jwtSecret: SECRET });
  const made = await community(guildhall.url, 1);
  ({ group, leader: staff } = made);
  [onlooker] = made.members as [Person];
  observer = await Person.register(guildhall.url, 'observer');
});
afterAll(() => guildhall?.close());

const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

/** An active member with a post in the group. */
async function setScene() {
  const [member] = (await Person.makeMany(guildhall.url, SECRET, 1)) as [Person];
  await member.join(group);
  const { topic } = await staff.startTopic(group);
  await member.reply(topic.id);
  await noteVisit(toId(member.id));
  await stand({ member }, { topicsViewed: 3, posts: 3, daysVisited: 1 });
  return { member, topic };
}

/** Gives the member these counts, and what comes of it. */
async function stand({ member }: Pick<Scene, 'member'>, changes: Partial<StandingRecord>): Promise<void> {
  await StandingModel.updateOne({ _id: toId(member.id) }, { $set: changes });
  await evaluate(toId(member.id));
}

const rankOf = ({ member }: Scene, part: string) => `/accounts/${member.username}/rank/${part}`;
const assign = async (scene: Scene, rank = 'guest') => {
  const until = inDays(1).toISOString();
  ok(await staff.put(rankOf(scene, 'assignment'), { rank, reason: 'A visit', until }));
};
const lock = async (scene: Scene, rank = 'vip') => {
  const until = inDays(2).toISOString();
  ok(await staff.put(rankOf(scene, 'lock'), { rank, reason: 'For now', until }));
};
const release = async (scene: Scene, part: string) =>
  ok(await staff.delete(rankOf(scene, part), { reason: 'It is over' }));
/** Lets everything end that has an end. */
async function pass({ member }: Scene): Promise<void> {
  const { grace, assigned, lock } = (await StandingModel.findById(member.id).lean())!;
  const ended = (what: object | null) => what && { ...what, until: inDays(-1) };
  const $set = { grace: ended(grace), assigned: ended(assigned), lock: ended(lock) };
  await StandingModel.collection.updateOne({ _id: toId(member.id) }, { $set });
  await evaluate(toId(member.id));
}
const loseGrace = (scene: Scene) => stand(scene, { posts: 2 });

/** What happened before, and what happens then. */
type Act = { before?: (scene: Scene) => Promise<unknown>; act: (scene: Scene) => Promise<unknown> };

const acts: Record<string, Act> = {
  rising: { act: (scene) => stand(scene, { posts: 8, topicsViewed: 5, kudosReceived: 2, distinctGivers: 2 }) },
  'being given a rank': { act: (scene) => assign(scene) },
  'being given another rank': { before: (scene) => assign(scene), act: (scene) => assign(scene, 'moderator') },
  'rising beneath a given rank': {
    before: (scene) => assign(scene),
    act: (scene) => stand(scene, { posts: 8, topicsViewed: 5, kudosReceived: 2, distinctGivers: 2 }),
  },
  'having a given rank taken back': { before: (scene) => assign(scene), act: (scene) => release(scene, 'assignment') },
  'the end of a given rank': { before: (scene) => assign(scene), act: (scene) => pass(scene) },
  'having a rank locked': { act: (scene) => lock(scene) },
  'having a rank unlocked': { before: (scene) => lock(scene), act: (scene) => release(scene, 'lock') },
  'the end of a lock': { before: (scene) => lock(scene), act: (scene) => pass(scene) },
  'both ends at once': {
    before: async (scene) => [await assign(scene), await lock(scene)],
    act: (scene) => pass(scene),
  },
  'falling too far below': { act: loseGrace },
  'making it good in time': { before: loseGrace, act: (scene) => stand(scene, { posts: 3 }) },
  'losing a rank': { before: loseGrace, act: (scene) => pass(scene) },
  'rising again': {
    before: async (scene) => [await loseGrace(scene), await pass(scene)],
    act: (scene) => stand(scene, { posts: 3 }),
  },
};

const pagesOf = ({ topic }: Scene): Page[] =>
  [
    ['/me', reduceMe],
    ['/me/rank', reduceMyRank],
    ['/me/notifications', reduceInbox],
    [`/groups/${group.slug}/members`, reduceMembers],
    [`/groups/${group.slug}/topics`, reduceTopics()],
    [`/topics/${topic.id}/posts`, reducePosts],
  ] as unknown as Page[];

describe.each(Object.entries(acts))('%s', (_name, { before = async () => {}, act }) => {
  test('shows on every screen what a reload would show', async () => {
    const scene = await setScene();
    await before(scene);
    const lookers = [scene.member, onlooker, staff];
    const pages = pagesOf(scene);
    const views = await Promise.all(lookers.map((looker) => snapshots(looker, pages)));
    await act(scene);
    const fetched = await Promise.all(lookers.map((looker) => snapshots(looker, pages)));
    for (const [index, looker] of lookers.entries()) {
      const events = await eventsSince(looker, views[index]!);
      pages.forEach(([path, reduce], page) => {
        const reduced = events.reduce((view, event) => reduce(view, event, looker.id), views[index]![page]!);
        expect({ path, view: reduced }).toEqual({ path, view: fetched[index]![page] });
      });
    }
  });
});

async function snapshots(looker: Person, pages: Page[]): Promise<View[]> {
  const answers = [];
  for (const [path] of pages) answers.push(ok(await looker.get(path)).body);
  return answers;
}

/** What a looker's client would have heard: its own stream and the group's. */
async function eventsSince(looker: Person, views: View[]): Promise<LoggedEvent[]> {
  const stream = `group:${group.id}`;
  const page = views.find(({ head }) => head.stream === stream)!;
  return [...(await read(looker, views[0]!.head)), ...(await read(observer, page.head))];
}

async function read(person: Person, { stream, seq }: Head): Promise<LoggedEvent[]> {
  const ear = await person.listen();
  const watched = (await ear.watch({ [stream]: seq }))[stream]!;
  ear.close();
  if (!('events' in watched)) throw new Error(`not all events of ${stream} were told`);
  return watched.events;
}
