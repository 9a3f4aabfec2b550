import { z } from 'zod';
import { Id } from '../values.ts';

/** Someone as the partner program shows them, to strangers too: by name alone. */
export const Person = z.strictObject({ id: Id, username: z.string(), displayName: z.string() });
export type Person = z.infer<typeof Person>;
