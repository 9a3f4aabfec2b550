import { describe, expect, test } from '@jest/globals';
import { Following } from '../../load/crowd/following.ts';
import { clientIdOf, dueOf } from '../../load/names.ts';
import { digestOf } from '../../load/oracle/digest.ts';
import { PushOrder } from '../../load/oracle/push-order.ts';
import { Verdict } from '../../load/oracle/verdict.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import { ClientId } from '../../shared/values.ts';

// What the load tester's oracle is made of.

const STREAM = 'group:1';
const event = (seq: number): LoggedEvent => ({ stream: STREAM, seq }) as unknown as LoggedEvent;
const events = (...seqs: number[]) => seqs.map(event);

function followed(): { following: Following; verdict: Verdict } {
  const verdict = new Verdict();
  return { following: new Following(STREAM, (fault, what, times) => verdict.found(fault, what, times)), verdict };
}

describe('the order of pushes', () => {
  test('what comes late is re-ordered, and not missed as well', () => {
    const order = new PushOrder();
    expect([4, 6, 5].map((seq) => order.pushed(seq))).toEqual([null, null, 're-ordered']);
    expect(order.missing()).toEqual([]);
  });

  test('pushes begin no later than the answer ended, whichever comes first', () => {
    const [before, after, joined] = [new PushOrder(), new PushOrder(), new PushOrder()];
    before.pushed(9);
    before.answered(6);
    after.answered(6);
    after.pushed(9);
    joined.answered(6);
    joined.pushed(5);
    expect([before, after, joined].map((order) => order.missing())).toEqual([[7, 8], [7, 8], []]);
  });
});

describe('what a client has of a stream', () => {
  test('is whole where a push beats the answer', () => {
    const { following, verdict } = followed();
    following.answered(null, { events: [], head: 3 });
    following.begin();
    following.pushed(event(6));
    following.answered(3, { events: events(4, 5, 6), head: 6 });
    following.conclude();
    expect(verdict.counts).toEqual({ missed: 0, duplicated: 0, 're-ordered': 0, leaked: 0 });
    expect([following.from, following.last, following.reaches(6), following.reaches(7)]).toEqual([3, 6, true, false]);
  });

  test('lacks what an answer leaves out, in the middle or in the end', () => {
    const { following, verdict } = followed();
    following.answered(null, { events: [], head: 3 });
    following.answered(3, { events: events(4, 6), head: 8 });
    expect(verdict.counts).toMatchObject({ missed: 3, duplicated: 0 });
  });

  test('a push after the stream was denied is a leak', () => {
    const { following, verdict } = followed();
    following.answered(null, { denied: true });
    following.pushed(event(1));
    expect(verdict.counts).toMatchObject({ leaked: 1 });
  });
});

test('what many verdicts found is found by their sum, with some examples of each kind', () => {
  const whole = new Verdict();
  for (let count = 0; count < 4; count += 1) {
    const part = new Verdict();
    for (let times = 0; times < 3; times += 1) part.found('missed', `${count} ${times}`);
    part.found('leaked', `${count}`, 10);
    whole.add(part);
  }
  expect(whole.counts).toEqual({ missed: 12, duplicated: 0, 're-ordered': 0, leaked: 40 });
  expect(whole.examples.filter((example) => example.startsWith('missed')).length).toBeGreaterThanOrEqual(3);
});

test('a digest is the same for the same contents in another order, and another for others', () => {
  expect(digestOf({ a: 1, b: { c: [1, 2], d: 'x' } })).toBe(digestOf({ b: { d: 'x', c: [1, 2] }, a: 1 }));
  expect(digestOf({ a: [1, 2] })).not.toBe(digestOf({ a: [2, 1] }));
});

test('a post’s client id says when it was due, to those of the same run only, and is one the API takes', () => {
  const id = clientIdOf(123_456_789_012, 0xabcdef, 42);
  expect(ClientId.safeParse(id).success).toBe(true);
  expect([dueOf(id, 0xabcdef), dueOf(id, 0xabcdee), dueOf(crypto.randomUUID(), 0xabcdef)]).toEqual([
    123_456_789_012,
    null,
    null,
  ]);
  expect(clientIdOf(1, 1, 1)).not.toBe(clientIdOf(1, 1, 2));
});
