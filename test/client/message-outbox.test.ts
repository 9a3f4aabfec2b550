import { describe, expect, test } from '@jest/globals';
import { changed, enqueue, gone, type Outbox, restored, toStore } from '../../client/messages/outbox.ts';
import type { Message } from '../../shared/messages.ts';

const unsent = (clientId: string) => ({ clientId, conversationId: 'c', body: `Text of ${clientId}` });
const two: Outbox = enqueue(enqueue([], unsent('a')), unsent('b'));

describe('messages on their way', () => {
  test('keep their order and begin as being sent', () => {
    expect(two.map(({ clientId, status }) => [clientId, status])).toEqual([
      ['a', 'sending'],
      ['b', 'sending'],
    ]);
  });

  test('stay after the answer until their event takes their place', () => {
    const answered = changed(two, 'a', { status: 'sent', message: {} as Message });
    expect(answered).toHaveLength(2);
    expect(gone(answered, 'a').map(({ clientId }) => clientId)).toEqual(['b']);
  });

  test('are the same list when an event concerns none of them', () => {
    expect(gone(two, 'c')).toBe(two);
  });

  test('survive a reload as what may have failed, unless the server has them', () => {
    const stored: unknown = JSON.parse(JSON.stringify(toStore(changed(two, 'a', { status: 'sent' }))));
    expect(restored(stored)).toEqual([{ ...unsent('b'), status: 'failed' }]);
  });

  test('are not read from what is none of them', () => {
    expect(restored(null)).toEqual([]);
    expect(restored([{ clientId: 'a' }, 'x', null])).toEqual([]);
  });
});
