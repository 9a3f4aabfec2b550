import { z } from 'zod';
import { Actor } from '../../../shared/accounts.ts';
import { Id } from '../../../shared/values.ts';
import { MOST_TOLD } from './gatherings.ts';

/** How many lists a message carries. */
export const LISTS = 20;

const List = z.object({
  kind: z.enum(['presence', 'typing']),
  topicId: Id,
  count: z.int().min(0).max(10_000_000),
  members: z.array(z.object(Actor.shape)).max(MOST_TOLD),
});

/** Who is where on a node. Without lists it only says that the node is still there. */
export const Report = z.object({
  node: z.string().min(1).max(40),
  lists: z.array(List).max(LISTS),
  /** With this, the node has told all it has. */
  complete: z.boolean().default(false),
  /** The node has not yet been told all that others have. */
  asks: z.boolean().default(false),
});
export type Report = z.infer<typeof Report>;
