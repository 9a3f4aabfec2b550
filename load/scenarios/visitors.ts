import type { ScenarioInput } from '../scenario.ts';

export const visitors: ScenarioInput = {
  name: 'visitors',
  about: 'What members do on an ordinary day: read, reply, give kudos, edit, start a topic now and then.',
  parts: [
    { rooms: 5, acts: { reply: 50, kudos: 20, read: 20, edit: 6, topic: 4 }, authors: 0.5, viewing: 0.3, typing: 0.3 },
  ],
  topics: 3,
};
