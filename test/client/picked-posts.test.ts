import { expect, test } from '@jest/globals';
import { mayTakeAway, moderates } from '../../client/moderation/may.ts';
import { possible } from '../../client/topics/picked-posts.ts';
import { mayReply, permissions } from '../../client/topics/topic-context.ts';
import { topicOfLink } from '../../client/topics/topic-link.ts';
import type { Account, Member, Role } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import type { ActNote, Post } from '../../shared/topics.ts';

// What is offered beside topics and posts: no more than the server grants.

const person = (id: string, role: Role = 'member') => ({ id, role }) as Account & Member;
const [leader, member, other] = [person('leader'), person('member'), person('other')];
const group = (role: 'leader' | 'member' | null): Group =>
  ({ leaders: [leader], membership: role && { role }, archivedAt: null }) as unknown as Group;
const post = (number: number, author: Member, changes: Partial<Post> = {}): Post =>
  ({ id: `p${number}`, number, author, removed: null, movedTo: null, ...changes }) as Post;
const removed = (by: 'author' | 'leader') => ({ at: '', by, reason: '' });

test('leaders act on members, not on each other; a moderator of the site does not either', () => {
  const own = group('leader');
  expect(mayTakeAway(own, leader, member)).toBe(true);
  expect(mayTakeAway(own, person('second'), leader)).toBe(false);
  expect(moderates(group(null), person('mod', 'moderator'))).toBe(true);
  expect(mayTakeAway(group(null), person('mod', 'moderator'), leader)).toBe(false);
  expect(mayTakeAway(group(null), person('chief', 'staff'), leader)).toBe(true);
  expect(mayTakeAway(group('member'), member, other)).toBe(false);
});

test('of selected posts those are counted that an act reaches', () => {
  const posts = [
    post(1, member),
    post(2, leader),
    post(3, member, { removed: removed('leader') }),
    post(4, member, { removed: removed('author') }),
    post(5, member, { movedTo: { topicId: 't', number: 1 } }),
  ];
  const can = possible(posts, group('leader'), leader);
  const numbers = (list: Post[]) => list.map(({ number }) => number);
  expect(numbers(can.remove)).toEqual([1]);
  expect(numbers(can.restore)).toEqual([3]);
  expect(numbers(can.split)).toEqual([2, 3, 4]);
});

test('in a locked topic those alone reply who moderate', () => {
  const scene = (me: Account, role: 'leader' | 'member', locked: ActNote | null) => ({
    group: group(role),
    me,
    page: { topic: { locked } },
  });
  const note = {} as ActNote;
  expect(mayReply(scene(member, 'member', null))).toBe(true);
  expect(mayReply(scene(member, 'member', note))).toBe(false);
  expect(mayReply(scene(leader, 'leader', note))).toBe(true);
});

test('a member reports others’ posts and takes away their own; a leader does not mute themselves', () => {
  const scene = (me: Account, role: 'leader' | 'member') => ({
    group: group(role),
    me,
    page: { topic: { locked: null } },
  });
  expect(permissions(scene(member, 'member'), post(1, other))).toMatchObject({
    report: true,
    discard: false,
    remove: false,
    sanction: false,
  });
  expect(permissions(scene(member, 'member'), post(1, member))).toMatchObject({ report: false, discard: true });
  expect(permissions(scene(leader, 'leader'), post(1, leader))).toMatchObject({ remove: false, sanction: false });
  expect(permissions(scene(leader, 'leader'), post(1, member))).toMatchObject({ remove: true, sanction: true });
});

test('a pasted link names its topic; other text does not', () => {
  const id = '0123456789abcdef01234567';
  expect(topicOfLink(`https://guild.example/t/${id}/12?x=1`)).toBe(id);
  expect(topicOfLink(` /t/${id} `)).toBe(id);
  expect(topicOfLink('What about /t/ in paths?')).toBeNull();
});
