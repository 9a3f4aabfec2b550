import type { ScenarioInput } from '../scenario.ts';

export const moderation: ScenarioInput = {
  name: 'moderation',
  about: 'While members write, staff take away posts and remove members, who must hear nothing after it.',
  parts: [{ rooms: 3, acts: { reply: 84, edit: 3, kudos: 3, 'remove-post': 6, 'remove-member': 4 } }],
};
