import type { Act } from '../../shared/acts.ts';
import type { Forum, Group } from '../../shared/groups.ts';
import type { Post, Topic, TopicPage } from '../../shared/topics.ts';
import type { Answer } from './http.ts';
import { ok, Person } from './person.ts';

/** A group in which leaders act, and two more that the first of them leads: an open one and a closed one. */
export type Acting = {
  staff: Person;
  moderator: Person;
  leader: Person;
  second: Person;
  author: Person;
  bystander: Person;
  group: Group;
  forum: Forum;
  elsewhere: Group;
  closed: Group;
};

export async function actingScene(url: string): Promise<Acting> {
  const staff = await Person.register(url, 'staff', 'staff');
  const moderator = await Person.register(url, 'moderator', 'moderator');
  const [leader, second, author, bystander] = await Person.registerEach(url, [
    'leader',
    'second',
    'author',
    'bystander',
  ]);
  const [group, elsewhere, closed] = [await staff.makeGroup(), await staff.makeGroup(), await staff.makeGroup()];
  for (const person of [moderator, leader, second, author, bystander]) await person.join(group);
  for (const place of [elsewhere, closed]) await leader.join(place);
  for (const place of [group, elsewhere, closed]) await lead(staff, leader, place);
  await lead(staff, second, group);
  ok(await staff.patch(`/groups/${closed.slug}`, { access: 'closed' }));
  const forum = ok(await staff.post(`/groups/${group.slug}/forums`, { slug: 'second', name: 'Second' })).body;
  return { staff, moderator, leader, second, author, bystander, group, forum, elsewhere, closed };
}

const lead = async (staff: Person, { username }: Person, { slug }: Group) =>
  ok(await staff.patch(`/groups/${slug}/members/${username}`, { role: 'leader' }));

/** Acts in the group, as it is asked for. */
export const tryAct = (who: Person, group: Group, input: object): Promise<Answer> =>
  who.post(`/groups/${group.slug}/acts`, { reason: 'For order', ...input });

export async function act(who: Person, group: Group, input: object): Promise<Act> {
  return ok(await tryAct(who, group, input)).body.acts[0];
}

export const undo = async (who: Person, { id }: Act) => ok(await who.post(`/acts/${id}/undo`));

/** A topic by the author with a few replies: numbers from 1. */
export async function talk(
  { author, bystander, group }: Acting,
  replies = 3,
): Promise<{ topic: Topic; posts: Post[] }> {
  const { topic, post } = await author.startTopic(group);
  const posts = [post];
  for (let index = 0; index < replies; index += 1) posts.push(await [bystander, author][index % 2]!.reply(topic.id));
  return { topic, posts };
}

export const topicSeen = async (who: Person, id: string): Promise<TopicPage> => ok(await who.get(`/topics/${id}`)).body;

export const postsSeen = async (who: Person, id: string): Promise<Post[]> =>
  ok(await who.get(`/topics/${id}/posts?limit=100`)).body.items;

/** The first forum of a group. */
export const forumOf = async (who: Person, { slug }: Group): Promise<Forum> =>
  ok(await who.get(`/groups/${slug}/forums`)).body.items[0];
