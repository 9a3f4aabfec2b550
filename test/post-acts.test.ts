import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { StandingModel } from '../server/ranks/standing.ts';
import { PostModel } from '../server/topics/post.ts';
import type { Act } from '../shared/acts.ts';
import type { Group } from '../shared/groups.ts';
import { groupStream, leadersStream } from '../shared/streams.ts';
import type { Post } from '../shared/topics.ts';
import { codeOf } from './support/closed.ts';
import type { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
let leader: Person;
let second: Person;
let ana: Person;
let ben: Person;
let group: Group;
let ears: Ear[] = [];
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  [leader, second, ana, ben] = await Person.registerEach(guildhall.url, ['leader', 'second', 'ana', 'ben']);
  group = await staff.makeGroup();
  for (const person of [leader, second, ana, ben]) await person.join(group);
  for (const { username } of [leader, second])
    ok(await staff.patch(`/groups/${group.slug}/members/${username}`, { role: 'leader' }));
});
afterAll(() => guildhall?.close());

let topicId: string;
let first: Post;
let fromAna: Post;
let fromBen: Post;
beforeEach(async () => {
  for (const ear of ears) ear.close();
  ears = [];
  const { topic, post } = await ana.startTopic(group);
  [topicId, first] = [topic.id, post];
  [fromAna, fromBen] = [await ana.reply(topicId), await ben.reply(topicId)];
});

const act = (who: Person, input: object) => who.post(`/groups/${group.slug}/acts`, { reason: 'Off topic', ...input });
const remove = (who: Person, ...posts: { id: string }[]) =>
  act(who, { kind: 'remove-posts', postIds: posts.map(({ id }) => id) });
const restore = (who: Person, ...posts: { id: string }[]) =>
  act(who, { kind: 'restore-posts', postIds: posts.map(({ id }) => id) });
const undo = (who: Person, [act]: Act[]) => who.post(`/acts/${act!.id}/undo`);
const done = async (answer: ReturnType<typeof remove>): Promise<Act[]> => ok(await answer).body.acts;

async function shown(): Promise<[number, boolean][]> {
  const { items } = ok(await ben.get(`/topics/${topicId}/posts`)).body;
  return items.map(({ number, removed, body }: Post) => [number, removed === null && body !== '']);
}
const THERE = [true, true, true].map((there, index) => [index + 1, there]);

async function listen(who: Person, stream: string): Promise<Ear> {
  const ear = await who.listen();
  ears.push(ear);
  await ear.watch({ [stream]: null });
  return ear;
}

const counted = async ({ id }: Person) => {
  const { posts, kudosReceived, distinctGivers } = (await StandingModel.findById(toId(id)).lean())!;
  return { posts, kudosReceived, distinctGivers };
};

describe('removing posts', () => {
  test('of several authors and topics is one act for each author, and one event for all who look on', async () => {
    const elsewhere = await ben.startTopic(group, 'Elsewhere');
    const viewer = await listen(ben, groupStream(group.id));
    const console = await listen(second, leadersStream(group.id));
    const concerned = await listen(ana, ana.ownStream);
    const acts = await done(remove(leader, first, fromAna, fromBen, elsewhere.post));
    expect(acts).toMatchObject([
      { subject: { id: ana.id }, postCount: 2, topic: { id: topicId }, kind: 'remove-posts', reason: 'Off topic' },
      { subject: { id: ben.id }, postCount: 2, topic: null, batch: acts[0]!.batch },
    ]);
    expect(acts[0]!.posts.map(({ number }) => number)).toEqual([1, 2]);
    expect(acts[0]!.posts[1]!.excerpt).toBe(fromAna.body);
    const event = await viewer.next('posts.removed');
    expect(event.data).toMatchObject({ removed: { by: 'leader', reason: 'Off topic' }, removals: { length: 4 } });
    for (const one of acts) await console.next('act.done', ({ data }) => data.id === one.id);
    expect((await concerned.next('act.done')).data).toEqual(acts[0]);
    await concerned.settled();
    expect(concerned.events(ana.ownStream).filter(({ type }) => type === 'act.done')).toHaveLength(1);
    expect(await shown()).toEqual([1, 2, 3].map((number) => [number, false]));
    expect(ok(await ben.get(`/topics/${topicId}`)).body.topic).toMatchObject({ postCount: 3, removed: null });
  });

  test('of one tells of it as of any removed post, with the reason', async () => {
    const viewer = await listen(ben, groupStream(group.id));
    const [only] = await done(remove(leader, fromAna));
    const { data } = await viewer.next('post.removed');
    expect(data).toMatchObject({ postId: fromAna.id, removed: { by: 'leader', reason: 'Off topic' } });
    const record = await PostModel.findById(toId(fromAna.id)).lean();
    expect(record!.removed!.act!.toString()).toBe(only!.id);
  });

  test('is undone with one click, as far as it is by this act that they are gone', async () => {
    const own = await ben.reply(topicId);
    ok(await ben.delete(`/posts/${own.id}`));
    const viewer = await listen(ben, groupStream(group.id));
    const acts = await done(remove(leader, first, fromBen, own));
    ok(await undo(leader, acts));
    const restored = [await viewer.next('posts.restored'), await viewer.next('posts.restored')];
    expect(restored.flatMap(({ data }) => data.posts.map(({ id }) => id)).sort()).toEqual(
      [first.id, fromBen.id].sort(),
    );
    expect(await shown()).toEqual([...THERE, [4, false]]);
    expect(codeOf(await undo(leader, acts))).toBe('already_acted');
  });

  test('counts for nothing any more, and again once they are back, with the kudos on them', async () => {
    ok(await ben.put(`/posts/${first.id}/kudos`));
    ok(await leader.put(`/posts/${fromAna.id}/kudos`));
    const before = await counted(ana);
    const acts = await done(remove(leader, first, fromAna));
    const { posts, kudosReceived, distinctGivers } = before;
    const less = { posts: posts - 2, kudosReceived: kudosReceived - 2, distinctGivers: distinctGivers - 2 };
    expect(await counted(ana)).toEqual(less);
    ok(await undo(leader, acts));
    expect(await counted(ana)).toEqual(before);
  });

  test('takes the rest where some are gone already, and says who was quicker where all are', async () => {
    const [earlier] = await done(remove(second, fromAna));
    expect(await done(remove(leader, fromAna, fromBen))).toMatchObject([{ subject: { id: ben.id }, postCount: 1 }]);
    const late = await remove(leader, fromAna);
    expect([late.status, late.body]).toMatchObject([409, { code: 'already_acted', current: { id: earlier!.id } }]);
    expect(late.body.detail).toContain('The second was quicker');
  });

  test('at once by two leaders is done by one of them', async () => {
    const both = await Promise.all([remove(leader, fromAna, fromBen), remove(second, fromBen, fromAna)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const won = both.find(({ status }) => status === 201)!;
    const lost = both.find(({ status }) => status === 409)!;
    expect(won.body.acts.map(({ id }: Act) => id)).toContain(lost.body.current.id);
  });

  test('of a hundred is one act, of more it is refused', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => index.toString(16).padStart(24, '0'));
    expect(codeOf(await act(leader, { kind: 'remove-posts', postIds: ids }))).toBe('invalid_request');
    expect(codeOf(await act(leader, { kind: 'remove-posts', postIds: [] }))).toBe('invalid_request');
    expect(await done(remove(leader, fromAna, fromAna))).toMatchObject([{ postCount: 1 }]);
  });
});

describe('who may not', () => {
  test('remove the posts of those with as much say: nothing is removed, and it is said which are in the way', async () => {
    const others = [await second.reply(topicId), await staff.reply(topicId)];
    const own = await leader.reply(topicId);
    for (const post of [...others, own]) {
      const answer = await remove(leader, fromAna, post);
      expect([answer.status, answer.body.code, answer.body.errors]).toMatchObject([
        403,
        'forbidden',
        [{ path: 'postIds.1' }],
      ]);
    }
    expect((await remove(leader, fromAna, others[0]!)).body.detail).toContain('The second');
    expect((await shown()).slice(0, 3)).toEqual(THERE);
    await done(remove(staff, fromAna, others[0]!, own));
  });

  test.each(['remove-posts', 'restore-posts'])('members and strangers: %s', async (kind) => {
    const stranger = await Person.register(guildhall.url);
    for (const who of [ben, ana, stranger])
      expect(codeOf(await act(who, { kind, postIds: [fromAna.id] }))).toBe('forbidden');
    expect(await shown()).toEqual(THERE);
  });

  test('leaders in other groups: those posts are not there', async () => {
    const other = await staff.makeGroup();
    await leader.join(other);
    ok(await staff.patch(`/groups/${other.slug}/members/${leader.username}`, { role: 'leader' }));
    const input = { kind: 'remove-posts', reason: 'R' };
    const ask = (id: string) => leader.post(`/groups/${other.slug}/acts`, { ...input, postIds: [id] });
    const nowhere = '0'.repeat(24);
    const [there, gone] = [await ask(fromAna.id), await ask(nowhere)];
    expect([there.status, gone.status]).toEqual([404, 404]);
    expect(there.body.detail.replace(fromAna.id, nowhere)).toBe(gone.body.detail);
  });

  test('those who only moderate the site may, without being members', async () => {
    const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
    expect(await done(remove(moderator, fromAna))).toMatchObject([{ subject: { id: ana.id } }]);
    expect(await done(restore(leader, fromAna))).toMatchObject([{ kind: 'restore-posts' }]);
  });
});

describe('restoring posts', () => {
  test('shows them as they were, to all, with a reason', async () => {
    ok(await ana.patch(`/posts/${fromAna.id}`, { body: 'Edited' }));
    ok(await ben.put(`/posts/${fromAna.id}/kudos`));
    const before = ok(await ben.get(`/topics/${topicId}/posts`)).body.items;
    await done(remove(leader, fromAna, fromBen));
    const viewer = await listen(ben, groupStream(group.id));
    const acts = await done(restore(second, fromAna, fromBen));
    expect(acts.map(({ kind, subject }) => [kind, subject!.id])).toEqual([
      ['restore-posts', ana.id],
      ['restore-posts', ben.id],
    ]);
    const { data } = await viewer.next('posts.restored');
    expect(data.posts.map(({ body }) => body)).toEqual(['Edited', fromBen.body]);
    expect(ok(await ben.get(`/topics/${topicId}/posts`)).body.items).toEqual(before);
  });

  test('is taken back: they are gone for the reason they were', async () => {
    await done(act(leader, { kind: 'remove-posts', postIds: [fromAna.id], reason: 'First' }));
    await done(act(leader, { kind: 'remove-posts', postIds: [fromBen.id], reason: 'Then' }));
    ok(await undo(second, await done(restore(second, fromAna, fromBen))));
    const { items } = ok(await ana.get(`/topics/${topicId}/posts?from=2`)).body;
    expect(items.map(({ removed }: Post) => removed?.reason)).toEqual(['First', 'Then']);
  });

  test('leaves what authors have removed themselves, and what staff have', async () => {
    ok(await ana.delete(`/posts/${fromAna.id}`));
    await done(remove(staff, fromBen));
    await done(remove(leader, first));
    for (const post of [fromAna, fromBen]) {
      const answer = await restore(leader, first, post);
      expect([answer.body.code, answer.body.errors]).toMatchObject(['forbidden', [{ path: 'postIds.1' }]]);
    }
    expect(codeOf(await restore(staff, fromAna))).toBe('forbidden');
    await done(restore(staff, fromBen));
    await done(restore(leader, first));
    expect(codeOf(await restore(leader, first))).toBe('already_acted');
  });

  test('of much text is told in events that are not too large', async () => {
    const posts = [];
    for (let index = 0; index < 6; index += 1) posts.push(await ben.reply(topicId, `${index} ${'€'.repeat(19_000)}`));
    const acts = await done(remove(leader, ...posts));
    const viewer = await listen(ana, groupStream(group.id));
    ok(await undo(leader, acts));
    const heard: Post[] = [];
    while (heard.length < posts.length) {
      const event = await viewer.next('posts.restored');
      expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(210_000);
      heard.push(...event.data.posts);
    }
    expect(heard.map(({ id }) => id).sort()).toEqual(posts.map(({ id }) => id).sort());
  });
});

describe('DELETE /posts/:id', () => {
  const acts = async () => ok(await leader.get(`/groups/${group.slug}/sanctions`)).body.head.seq;

  test('of one’s own needs no reason and is no act, of another’s both', async () => {
    const before = await acts();
    expect(ok(await ana.delete(`/posts/${fromAna.id}`)).body.post.removed).toMatchObject({ by: 'author', reason: '' });
    ok(await ana.delete(`/posts/${fromAna.id}`));
    expect(await acts()).toBe(before);
    const refused = await leader.delete(`/posts/${fromBen.id}`);
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ path: 'reason' }]]);
    const { post } = ok(await leader.delete(`/posts/${fromBen.id}`, { reason: 'Rude' })).body;
    expect(post).toMatchObject({ body: '', removed: { by: 'leader', reason: 'Rude' } });
    expect(await acts()).toBe(before + 1);
    expect(codeOf(await second.delete(`/posts/${fromBen.id}`, { reason: 'Rude' }))).toBe('already_acted');
    const other = await second.reply(topicId);
    expect(codeOf(await leader.delete(`/posts/${other.id}`, { reason: 'Rude' }))).toBe('forbidden');
  });
});

describe('what a removed post said', () => {
  test('is for its author and those who moderate, to others it is not there', async () => {
    await done(remove(leader, fromAna));
    const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
    const stranger = await Person.register(guildhall.url);
    const path = `/posts/${fromAna.id}/original`;
    for (const who of [leader, second, staff, moderator, ana])
      expect(ok(await who.get(path)).body).toEqual({ body: fromAna.body });
    const nothing = await ben.get(`/posts/${'0'.repeat(24)}/original`);
    for (const who of [ben, stranger]) {
      const { status, body } = await who.get(path);
      expect([status, body]).toEqual([nothing.status, nothing.body]);
    }
  });
});
