import mongoose from 'mongoose';
import type { Role } from '../shared/accounts.ts';
import type { Group } from '../shared/groups.ts';
import { Author, type Person } from './author.ts';
import { type GuildhallNode, SECRET } from './node.ts';
import { enrol, signInMany } from './people.ts';

export { enrol } from './people.ts';

/** Does something in a node's store, past the node. */
export async function inStore<Result>({ storeUri }: GuildhallNode, work: () => Promise<Result>): Promise<Result> {
  await mongoose.connect(storeUri, { dbName: 'guildhall', autoIndex: false, autoCreate: false });
  try {
    return await work();
  } finally {
    await mongoose.disconnect();
  }
}

/** Makes people straight in the store. */
export async function makePeople(count: number, role: Role = 'member'): Promise<Person[]> {
  const people = await signInMany(count, SECRET, role);
  return people.map(({ id, token }) => ({ id, token: token() }));
}

/** Makes people straight in the store, who are members of all these groups. */
export function makeMembers(node: GuildhallNode, groups: Group[], count: number): Promise<Person[]> {
  return inStore(node, async () => {
    const members = await makePeople(count);
    const ids = members.map(({ id }) => id);
    for (const group of groups) await enrol(group, ids);
    return members;
  });
}

/** Makes groups over the API. */
export async function makeGroups(node: GuildhallNode, count: number): Promise<Group[]> {
  const [staff] = await inStore(node, () => makePeople(1, 'staff'));
  const author = new Author(node.url, staff!);
  const groups: Group[] = [];
  for (let made = 0; made < count; made += 1) groups.push(await author.makeGroup());
  return groups;
}
