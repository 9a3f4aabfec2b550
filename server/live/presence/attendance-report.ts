import { z } from 'zod';
import { ATTENDANCE_NAMED } from '../../../shared/presence.ts';
import { Id } from '../../../shared/values.ts';

/** How many groups a message names. */
export const GROUPS_ASKED = 100;

const Node = z.string().min(1).max(40);

/** In which groups someone on a node wants to see who is there. */
export const Asked = z.object({ node: Node, groups: z.array(Id).max(GROUPS_ASKED) });
export type Asked = z.infer<typeof Asked>;

/** Who of a group is on a node, and the topic of it they look at: some of them, and how many more there are. */
export const Here = z.object({
  members: z.array(z.object({ id: Id, topicId: Id.nullable() })).max(ATTENDANCE_NAMED),
  more: z.int().min(0).max(10_000_000),
});
export type Here = z.infer<typeof Here>;

export const Told = z.object({ node: Node, groupId: Id, ...Here.shape });
export type Told = z.infer<typeof Told>;
