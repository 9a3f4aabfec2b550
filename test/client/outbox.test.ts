import { describe, expect, test } from '@jest/globals';
import { answered, enqueue, failed, gone, restored, retried, toStore } from '../../client/topics/outbox.ts';
import type { Post } from '../../shared/topics.ts';

const reply = { clientId: 'c1', topicId: 't1', body: 'Hello', replyTo: null };
const post = { clientId: 'c1', number: 7 } as Post;

describe('the outbox', () => {
  test('keeps an answered reply in its place until its event comes', () => {
    const sent = answered(enqueue([], reply), post);
    expect(sent).toMatchObject([{ status: 'sent', post: { number: 7 } }]);
    expect(gone(sent, 'c1')).toEqual([]);
  });

  test('an answer after the event changes nothing', () => {
    expect(answered(gone(enqueue([], reply), 'c1'), post)).toEqual([]);
  });

  test('a failed reply keeps its text and its name for another try', () => {
    const lost = failed(enqueue([], reply), 'c1', { text: 'No answer', code: 'unreachable', passing: true });
    expect(lost).toMatchObject([{ ...reply, status: 'failed' }]);
    expect(retried(lost, 'c1')).toMatchObject([{ ...reply, status: 'sending' }]);
  });

  test('what is not known to have arrived survives a reload', () => {
    const outbox = [...enqueue([], reply), ...answered(enqueue([], { ...reply, clientId: 'c2' }), post)];
    const stored: unknown = JSON.parse(JSON.stringify(toStore(outbox.map((each) => each))));
    expect(restored(stored).map(({ clientId, status }) => [clientId, status])).toContainEqual(['c1', 'failed']);
  });

  test('rubbish in the store is ignored', () => {
    expect(restored({ nonsense: true })).toEqual([]);
    expect(restored([null, 3, { clientId: 1 }])).toEqual([]);
  });
});
