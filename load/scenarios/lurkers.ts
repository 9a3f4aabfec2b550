import type { ScenarioInput } from '../scenario.ts';

export const lurkers: ScenarioInput = {
  name: 'lurkers',
  about: 'Nearly everyone only reads, each in five groups; one in fifty writes.',
  parts: [{ rooms: 5, authors: 0.02, eagerness: 0.1, viewing: 0.1 }],
};
