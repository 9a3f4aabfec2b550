import type { Group, NewGroup } from '../../shared/groups.ts';
import type { JoinRequest } from '../../shared/joining.ts';
import { ok, Person } from './person.ts';

/** People in all relations to a closed group. */
export type ClosedPeople = {
  /** Made the group and is no member of it. */
  staff: Person;
  moderator: Person;
  leader: Person;
  member: Person;
  outsider: Person;
};

export type ClosedScene = ClosedPeople & { group: Group };

export async function closedPeople(url: string): Promise<ClosedPeople> {
  const [staff, moderator, leader, member, outsider] = (await Promise.all([
    Person.register(url, 'staff', 'staff'),
    Person.register(url, 'moderator', 'moderator'),
    Person.register(url, 'leader'),
    Person.register(url, 'member'),
    Person.register(url, 'outsider'),
  ])) as [Person, Person, Person, Person, Person];
  return { staff, moderator, leader, member, outsider };
}

/** A new closed group. @param known people who are in others already. */
export async function closedScene(
  url: string,
  changes: Partial<NewGroup> = {},
  known?: ClosedPeople,
): Promise<ClosedScene> {
  const people = known ?? (await closedPeople(url));
  const { staff, leader, member } = people;
  const group = await staff.makeGroup({ access: 'closed', ...changes });
  await letIn(staff, leader, group);
  ok(await staff.patch(`/groups/${group.slug}/members/${leader.username}`, { role: 'leader' }));
  ok(await staff.delete(`/groups/${group.slug}/membership`));
  await letIn(leader, member, group);
  return { group, ...people };
}

export async function askIn(person: Person, { slug }: Group, message = 'Please let me in'): Promise<JoinRequest> {
  return ok(await person.post(`/groups/${slug}/join-requests`, { message })).body;
}

/** Makes someone a member of a closed group, as its leader does. */
export async function letIn(leader: Person, person: Person, group: Group): Promise<void> {
  const { id } = await askIn(person, group);
  ok(await leader.patch(`/join-requests/${id}`, { decision: 'approve' }));
}

/** What is answered for what is not there, and for all that someone may not see. */
export const NOTHING = {
  status: 404,
  body: {
    type: 'urn:guildhall:problem:not_found',
    title: 'There is nothing here that you can see',
    status: 404,
    code: 'not_found',
    detail: 'There is nothing here that you can see',
  },
};

/** An answer's code, or its status where it is none. */
export const codeOf = ({ status, body }: { status: number; body: { code?: string } | undefined }): string | number =>
  status < 400 ? status : (body?.code ?? status);
