import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose, { model, Schema } from 'mongoose';
import { newId } from '../server/db/id.ts';
import type { Store } from '../server/db/mongo.ts';
import { headsOf, readAfter } from '../server/events/log.ts';
import { afterCommit, append, onCommitted, write } from '../server/events/write.ts';
import type { LoggedEvent } from '../shared/events.ts';
import { accountStream, type Stream } from '../shared/streams.ts';
import { openFreshStore } from './support/store.ts';

// The log against the real store, without the rest of the house.

const Thing = model('Thing', new Schema({ _id: String, n: Number }, { versionKey: false }), 'things');
const actor = { id: newId().toString(), username: 'someone', displayName: 'Someone', rank: 'forum-explorer' };
const anyStream = (): Stream => accountStream(newId().toString());
const note = (stream: Stream, number = 1) =>
  append(stream, 'topic.read', actor, { topicId: actor.id, groupId: actor.id, number });

let store: Store;
beforeAll(async () => {
  store = await openFreshStore();
});
afterAll(() => store?.close());

async function seqs(stream: Stream): Promise<number[]> {
  return (await readAfter(stream, 0, 10_000)).map(({ seq }) => seq);
}

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe('a stream', () => {
  test('is numbered from 1 without gaps, however many write at once', async () => {
    const stream = anyStream();
    await Promise.all(upTo(200).map((n) => write([stream], async () => void note(stream, n))));
    expect(await seqs(stream)).toEqual(upTo(200));
    expect((await headsOf([stream])).get(stream)).toBe(200);
  });

  test('keeps the order in which writers came', async () => {
    const stream = anyStream();
    await Promise.all(upTo(50).map((n) => write([stream], async () => void note(stream, n))));
    const events = await readAfter(stream, 0, 100);
    expect(events.map(({ data }) => (data as { number: number }).number)).toEqual(upTo(50));
  });

  test('has no gap where a writer is refused among others', async () => {
    const stream = anyStream();
    const outcomes = await Promise.allSettled(
      upTo(30).map((n) =>
        write([stream], async () => {
          await Thing.create([{ _id: `refused-${stream}-${n}`, n }]);
          note(stream, n);
          if (n % 3 === 0) throw new Error('refused');
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(await seqs(stream)).toEqual(upTo(20));
    expect(await Thing.countDocuments({ _id: new RegExp(`^refused-${stream}-`) })).toBe(20);
  });
});

describe('a write', () => {
  test('is all there or not at all', async () => {
    const [first, second] = [anyStream(), anyStream()];
    const failing = write([first, second], async () => {
      await Thing.create([{ _id: 'half', n: 1 }]);
      note(first);
      note(second);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await Thing.findById('half')).toBeNull();
    expect([await seqs(first), await seqs(second)]).toEqual([[], []]);
  });

  test('inside another joins it: both or neither', async () => {
    const stream = anyStream();
    const inner = () => write([stream], async () => void note(stream));
    const failing = write([stream], async () => {
      await inner();
      throw new Error('outer');
    });
    await expect(failing).rejects.toThrow('outer');
    expect(await seqs(stream)).toEqual([]);
    await write([stream], async () => {
      await inner();
      await inner();
    });
    expect(await seqs(stream)).toEqual([1, 2]);
  });

  test('that the store runs again announces its events once, after the commit', async () => {
    const stream = anyStream();
    await Thing.create({ _id: 'contested', n: 0 });
    const announced: LoggedEvent[] = [];
    const stop = onCommitted((events) => announced.push(...events.filter((event) => event.stream === stream)));
    let attempts = 0;
    let steps = 0;
    await write([stream], async () => {
      attempts += 1;
      afterCommit(async () => {
        steps += 1;
      });
      await Thing.findById('contested');
      // Someone else changes the document after this transaction has begun: its own change then conflicts.
      if (attempts === 1)
        await mongoose.connection.collection('things').updateOne({ _id: 'contested' as never }, { $inc: { n: 10 } });
      await Thing.updateOne({ _id: 'contested' }, { $inc: { n: 1 } });
      note(stream);
    });
    stop();
    expect(attempts).toBe(2);
    expect(steps).toBe(1);
    expect(announced.map(({ seq }) => seq)).toEqual([1]);
    expect(await seqs(stream)).toEqual([1]);
    expect((await Thing.findById('contested').lean())?.n).toBe(11);
  });

  test('announces nothing when it fails', async () => {
    const stream = anyStream();
    const announced: LoggedEvent[] = [];
    const stop = onCommitted((events) => announced.push(...events));
    await write([stream], async () => {
      note(stream);
      throw new Error('no');
    }).catch(() => {});
    stop();
    expect(announced.filter((event) => event.stream === stream)).toEqual([]);
  });

  test('to several streams at once stays in order in each, among writers to one of them', async () => {
    const streams = [anyStream(), anyStream(), anyStream()] as const;
    const jobs = upTo(60).map((n) => {
      const own = n % 4 === 0 ? [...streams] : [streams[n % 3]!];
      return write(own, async () => {
        for (const stream of own) note(stream, n);
      });
    });
    await Promise.all(jobs);
    for (const stream of streams) {
      const events = await readAfter(stream, 0, 100);
      const numbers = events.map(({ data }) => (data as { number: number }).number);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      expect(await seqs(stream)).toEqual(upTo(numbers.length));
    }
  });
});
