import { z } from 'zod';

/** What a file that is handed in is called. It is kept under a name that is made safe. */
export const NewFile = z.strictObject({ name: z.string().min(1).max(255) });
export type NewFile = z.infer<typeof NewFile>;

/** In bytes. */
export const LARGEST_FILE = 2_097_152;
