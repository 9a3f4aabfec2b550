import type { ScenarioInput } from '../scenario.ts';

export const storm: ScenarioInput = {
  name: 'storm',
  about: 'All connections break at a third and again at two thirds of the time, and come back while others write.',
  parts: [{ rooms: 5, authors: 0.1 }],
  moments: [
    { at: 1 / 3, does: 'cut', share: 1 },
    { at: 2 / 3, does: 'cut', share: 1 },
  ],
};
