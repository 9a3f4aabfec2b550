import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { newId } from '../server/db/id.ts';
import type { Store } from '../server/db/mongo.ts';
import { Lately } from '../server/events/lately.ts';
import { append, write } from '../server/events/write.ts';
import { accountStream, type Stream } from '../shared/streams.ts';
import { openFreshStore } from './support/store.ts';

const actor = { id: newId().toString(), username: 'someone', displayName: 'Someone', rank: 'forum-explorer' };
const anyStream = (): Stream => accountStream(newId().toString());
const goOn = (...streams: Stream[]) =>
  write(streams, async () => {
    for (const stream of streams)
      append(stream, 'topic.read', actor, { topicId: actor.id, groupId: actor.id, number: 1 });
  });

type StreamDocument = { _id: Stream; at: Date };
const stored = () => mongoose.connection.collection<StreamDocument>('streams');
/** Sets the time of a stream's last event, by the latest of any stream. */
async function dated(stream: Stream, msBefore: number): Promise<void> {
  const [latest] = await stored().find().sort({ at: -1 }).limit(1).toArray();
  await stored().updateOne({ _id: stream }, { $set: { at: new Date(latest!.at.getTime() - msBefore) } });
}

const MANY = 1_000;

let store: Store;
beforeAll(async () => {
  store = await openFreshStore();
});
afterAll(() => store?.close());
beforeEach(async () => {
  await stored().deleteMany({});
});

describe('who follows many streams', () => {
  test('asks for all of them first, and then hears of those that have gone on', async () => {
    const lately = new Lately();
    const [one, other] = [anyStream(), anyStream()];
    await goOn(one);
    expect(await lately.heads(MANY)).toBeNull();
    await goOn(one, other);
    expect(await lately.heads(MANY)).toEqual(
      new Map([
        [one, 2],
        [other, 1],
      ]),
    );
  });

  test('hears also of what was committed late', async () => {
    const lately = new Lately();
    await goOn(anyStream());
    await lately.heads(MANY);
    const late = anyStream();
    await goOn(late);
    await dated(late, 60_000);
    expect([...(await lately.heads(MANY))!.keys()]).toContain(late);
  });

  test('hears no more of what has long rested', async () => {
    const lately = new Lately();
    const [resting, busy] = [anyStream(), anyStream()];
    await goOn(resting, busy);
    await dated(resting, 120_000);
    await lately.heads(MANY);
    expect([...(await lately.heads(MANY))!.keys()]).toEqual([busy]);
  });

  test('asks for all of them again now and then, whatever the clock says', async () => {
    const lately = new Lately();
    await goOn(anyStream());
    const answers: boolean[] = [];
    for (let look = 0; look < 80; look += 1) answers.push((await lately.heads(MANY)) === null);
    expect(answers.filter(Boolean)).toHaveLength(3);
  });

  test('asks for all of them where as many have gone on', async () => {
    const lately = new Lately();
    await goOn(...Array.from({ length: 150 }, anyStream));
    await lately.heads(MANY);
    expect(await lately.heads(150)).toBeNull();
    expect((await lately.heads(151))?.size).toBe(150);
  });
});

test('who follows few asks for them', async () => {
  const lately = new Lately();
  await goOn(anyStream());
  expect([await lately.heads(5), await lately.heads(5)]).toEqual([null, null]);
});
