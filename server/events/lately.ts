import type { Stream } from '../../shared/streams.ts';
import { lastChanged } from './log.ts';

/** To ask for so few streams is as cheap as to ask what has changed. */
const FEW = 100;
/**
 * A transaction may be committed so long after it has taken its time, and the clock of a store that takes another's place
 * may be so far behind. MongoDB ends transactions after a minute.
 */
const MARGIN_MS = 90_000;
/** So often all are compared all the same: should the store's clock be set back further, that finds what is missing. */
const ALL_EVERY = 40;

/**
 * Which streams have gone on, for one who looks again and again and follows many: most of them rest at any time. Goes
 * by the store's clock alone, from the latest change it has seen.
 */
export class Lately {
  #newest: Date | null = null;
  #looks = 0;

  /**
   * The heads of all streams that may have gone on since the last look; null where it is better to ask for those that are
   * followed.
   * @param followed how many they are.
   */
  async heads(followed: number): Promise<Map<Stream, number> | null> {
    if (followed <= FEW) {
      this.#newest = null;
      return null;
    }
    this.#looks += 1;
    const all = this.#newest === null || this.#looks % ALL_EVERY === 0;
    const since = all ? undefined : new Date(this.#newest!.getTime() - MARGIN_MS);
    const changed = await lastChanged(all ? 1 : followed, since);
    this.#newest = changed[0]?.at ?? null;
    return all || changed.length === followed ? null : new Map(changed.map(({ _id, seq }) => [_id, seq]));
  }
}
