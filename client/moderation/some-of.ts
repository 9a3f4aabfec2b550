import { strings } from '../strings.ts';

/** Says so where an act reaches not all that was selected. */
export const someOf = (n: number, of: number): string => (n < of ? ` (${strings.moderation.select.some(n, of)})` : '');
