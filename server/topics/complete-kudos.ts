import { accountStream } from '../../shared/streams.ts';
import type { ObjectId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { count, standingOf } from '../ranks/metrics.ts';
import { KudosModel } from './kudos.ts';
import { metricsOf, settleTallies, TallyModel } from './kudos-tally.ts';
import { PostModel } from './post.ts';

const BATCH = 1_000;

/**
 * Gives kudos from before it mattered who received them, and when, what they lack, and counts them anew: a receiver at a
 * time, so that nobody's count is half of what it should be in between. Where none lacks anything it reads one entry of an index.
 */
export async function completeKudos(): Promise<void> {
  for (;;) {
    const lacking = await KudosModel.findOne({ receiver: null }).lean();
    if (!lacking) return;
    const post = await PostModel.findById(lacking.post, { author: 1 }).lean();
    if (post) await complete(post.author);
    else await KudosModel.deleteMany({ post: lacking.post });
  }
}

async function complete(receiver: ObjectId): Promise<void> {
  await write([accountStream(receiver.toString())], async () => {
    const posts = await PostModel.find({ author: receiver }, { removed: 1 }).lean();
    for (let from = 0; from < posts.length; from += BATCH) {
      const batch = posts.slice(from, from + BATCH);
      for (const stands of [true, false]) {
        const post = { $in: batch.filter(({ removed }) => (removed === null) === stands).map(({ _id }) => _id) };
        const lacked = { receiver, at: { $toDate: '$_id' }, stands };
        await KudosModel.updateMany({ post, receiver: null }, [{ $set: lacked }], { updatePipeline: true });
      }
    }
    await countAll(receiver);
  });
}

/** Counts all kudos of a receiver anew, whatever was counted before. */
async function countAll(receiver: ObjectId): Promise<void> {
  const given = await KudosModel.find({ receiver }, { _id: 0, giver: 1 }).lean();
  const tallied = await TallyModel.find({ receiver }, { _id: 0, giver: 1 }).lean();
  const givers = new Map([...given, ...tallied].map(({ giver }) => [giver.toString(), giver]));
  await settleTallies(receiver, [...givers.values()]);
  const is = metricsOf(await TallyModel.find({ receiver }).lean());
  const was = await standingOf(receiver);
  await count(receiver, {
    kudosReceived: is.kudosReceived - was.kudosReceived,
    distinctGivers: is.distinctGivers - was.distinctGivers,
  });
}
