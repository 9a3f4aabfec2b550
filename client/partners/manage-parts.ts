/** The parts of the console of those who manage a partner; without one it opens with the applications. */
export type ManagePart = 'experts' | 'invitations' | 'interests' | 'suggestions' | 'process' | 'page' | 'managers';

export const MANAGE_PARTS: unknown[] = [
  'experts',
  'invitations',
  'interests',
  'suggestions',
  'process',
  'page',
  'managers',
] satisfies ManagePart[];
