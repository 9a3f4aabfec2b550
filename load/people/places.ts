import { randomUUID } from 'node:crypto';
import type { Me } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import type { TopicCreated } from '../../shared/topics.ts';
import { isDone } from '../api.ts';
import { UsageError } from '../errors.ts';
import type { GroupPlan } from '../plan.ts';
import { type Known, slugOf } from './known.ts';
import { forEach, type Manners } from './manners.ts';
import type { Person } from './people.ts';

const AT_ONCE = 16;

/** The groups of an earlier run, and new ones where there are too few. Only staff can make them. */
export async function makeGroups(manners: Manners, known: Known, staff: Person, count: number): Promise<Group[]> {
  const groups: Group[] = new Array(count);
  await forEach([...groups.keys()], AT_ONCE, async (index) => {
    const slug = slugOf(known, index);
    const { token } = staff;
    const there = index < known.groups ? await manners.ask('GET', `/groups/${slug}`, { token }) : null;
    if (there && isDone(there)) {
      groups[index] = there.body as Group;
      return;
    }
    const description = 'Made by the load tester.';
    const body = { slug, name: `Load test ${index + 1}`, category: 'Interest', description };
    groups[index] = await manners.need<Group>('POST', '/groups', { token, body });
  });
  return groups;
}

/** @throws UsageError where there is no such group. */
export async function findGroups(manners: Manners, slugs: string[], { token }: Person): Promise<Group[]> {
  const groups: Group[] = [];
  for (const slug of slugs) {
    const answer = await manners.ask('GET', `/groups/${slug}`, { token });
    if (answer.status === 404) throw new UsageError(`--group: there is no group "${slug}" on the target.`);
    groups.push(answer.body as Group);
  }
  return groups;
}

/** @param wanted for each person the places of the groups they are to be in. */
export async function join(manners: Manners, people: Person[], groups: Group[], wanted: number[][]): Promise<void> {
  await forEach([...people.keys()], AT_ONCE, async (index) => {
    const { token } = people[index]!;
    const { memberships } = await manners.need<Me>('GET', '/me', { token });
    const has = new Set(memberships.map(({ group }) => group.id));
    for (const place of wanted[index]!) {
      const { id, slug, guidelines } = groups[place]!;
      if (has.has(id)) continue;
      const body = { guidelinesVersion: guidelines.version };
      const answer = await manners.ask('POST', `/groups/${slug}/membership`, { token, body });
      if (!isDone(answer) && answer.code !== 'already_member') {
        throw new UsageError(`${people[index]!.login} cannot join ${slug}: ${answer.code}.`);
      }
    }
  });
}

/** Takes them out of the groups again. */
export async function leave(manners: Manners, people: Person[], groups: Group[], wanted: number[][]): Promise<void> {
  await forEach([...people.keys()], AT_ONCE, async (index) => {
    for (const place of wanted[index]!) {
      await manners.ask('DELETE', `/groups/${groups[place]!.slug}/membership`, { token: people[index]!.token });
    }
  });
}

/** Starts topics to write in, each by a member of the group in turn; groups without members get none. */
export async function startTopics(
  manners: Manners,
  people: Person[],
  groups: Group[],
  wanted: number[][],
  topics: number,
): Promise<GroupPlan[]> {
  const plans = groups.map(({ id, slug }): GroupPlan => ({ id, slug, stream: `group:${id}`, topics: [] }));
  await forEach([...plans.keys()], AT_ONCE, async (place) => {
    const members = people.filter((_, index) => wanted[index]!.includes(place));
    for (let count = 0; count < topics && members.length > 0; count += 1) {
      const { token } = members[count % members.length]!;
      // A run soon after another must not say the same again, which would be refused.
      const title = `A load test of ${new Date().toISOString()}, topic ${count + 1}`;
      const body = { clientId: randomUUID(), title, body: 'Posts that a load test makes go here.' };
      const path = `/groups/${plans[place]!.slug}/topics`;
      plans[place]!.topics.push((await manners.need<TopicCreated>('POST', path, { token, body })).topic.id);
    }
  });
  return plans;
}
