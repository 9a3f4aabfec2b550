import type { ScenarioInput } from '../scenario.ts';

export const blast: ScenarioInput = {
  name: 'blast',
  about: 'New topics, long ones, in groups that many watch; a few replies.',
  parts: [{ rooms: 5, authors: 0.3, acts: { topic: 8, reply: 2 }, length: [500, 3_000] }],
};
