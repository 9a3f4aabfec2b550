import { chore } from '../db/chore.ts';
import { eraseHeld } from './erasing-held.ts';
import { eraseLog } from './erasing-log.ts';
import { eraseOwn, eraseWords } from './erasing-own.ts';
import { eraseDealings } from './erasing-partners.ts';
import { erasePosts, eraseTopics } from './erasing-posts.ts';
import { eraseMails, eraseQuotes } from './erasing-quotes.ts';
import { ErasureModel, type ErasureRecord, nextErasure } from './erasure.ts';

/**
 * Erases the next part of what an erased member has left. It can be done twice: a node may die, or go on beside another.
 * @returns where it goes on, or null where nothing is left of its kind.
 */
export type Step = (erasure: ErasureRecord) => Promise<string | null>;

/** In their order. The log comes last: what is under way while an account is erased may be told under the old name for a moment. */
const STEPS: [name: string, step: Step][] = [
  ['posts', erasePosts],
  ['topics', eraseTopics],
  ['held', eraseHeld],
  ['own', eraseOwn],
  ['dealings', eraseDealings],
  ['words', eraseWords],
  ['quotes', eraseQuotes],
  ['mails', eraseMails],
  ['log', eraseLog],
];

/** After each step it rests for so many times as long as that took: what members do comes first. */
const REST = 2;

/** Goes on with the erasures there are, here or on the node that does it. */
export const erasing = chore({
  lease: 'erasures',
  what: 'going on with an erasure',
  isLeft: async () => (await nextErasure()) !== null,
  step: eraseSome,
  rest: REST,
});

/** Does the next part of the oldest erasure. @returns false when there is none. */
export async function eraseSome(): Promise<boolean> {
  const erasure = await nextErasure();
  if (!erasure) return false;
  const { _id, step, cursor } = erasure;
  const index = STEPS.findIndex(([name]) => name === step);
  const next = await STEPS[index]![1](erasure);
  const following = STEPS[index + 1]?.[0];
  const changes =
    next !== null
      ? { cursor: next }
      : following
        ? { step: following, cursor: '' }
        : { finishedAt: new Date(), was: null };
  await ErasureModel.updateOne({ _id, step, cursor }, { $set: changes });
  return true;
}
