import type { ScenarioInput } from '../scenario.ts';

export const chatty: ScenarioInput = {
  name: 'chatty',
  about: 'One busy room: all are in the same group and write short replies in one topic, many of them at once.',
  parts: [{ rooms: 'one', authors: 0.5, eagerness: 3, viewing: 0.2, typing: 0.2, length: [20, 120] }],
};
