import type { Deeds, Undoings } from './deed.ts';
import { pin, undoPinning, unpin } from './deeds/pin.ts';

/** Everything leaders can do, by what they ask for. */
export const deeds = { pin, unpin } as Deeds;

/** How each kind of act is taken back; one that is not here cannot be. */
export const undoings: Undoings = {
  pin: undoPinning,
  unpin: undoPinning,
};
