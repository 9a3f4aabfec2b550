import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answer, type Cursor, lose, openCursor, push, type Step } from '../../shared/cursor.ts';
import { event, events, seqs } from './events.ts';

describe('a cursor', () => {
  test('holds pushes until the answer is there, then applies backlog and pushes in order', () => {
    let step = push(openCursor(3), event(6));
    expect(step.apply).toEqual([]);
    step = answer(step.cursor, 3, { events: events(4, 5), head: 5 });
    expect(seqs(step.apply)).toEqual([4, 5, 6]);
    expect(step).toMatchObject({ ask: false, cursor: { last: 6, asking: false } });
  });

  test('drops what it has had', () => {
    const { cursor } = answer(openCursor(3), 3, { events: events(4, 5), head: 5 });
    expect(push(cursor, event(5)).apply).toEqual([]);
    expect(seqs(push(cursor, event(6)).apply)).toEqual([6]);
  });

  test('asks again when there is a gap, and applies nothing beyond it until it is closed', () => {
    const { cursor } = answer(openCursor(3), 3, { events: [], head: 3 });
    const gap = push(cursor, event(5));
    expect(gap).toMatchObject({ apply: [], ask: true });
    const closed = answer(gap.cursor, 3, { events: events(4, 4), head: 4 });
    expect(seqs(closed.apply)).toEqual([4, 5]);
  });

  test('asks again when pushes held behind the answer leave a gap', () => {
    const held = push(openCursor(0), event(9)).cursor;
    const step = answer(held, 0, { events: events(1, 3), head: 3 });
    expect(seqs(step.apply)).toEqual([1, 2, 3]);
    expect(step).toMatchObject({ ask: true, cursor: { last: 3, asking: true } });
  });

  test('begins at the head when it knows of nothing', () => {
    const held = push(openCursor(null), event(8)).cursor;
    const step = answer(held, null, { events: [], head: 7 });
    expect(seqs(step.apply)).toEqual([8]);
  });

  test('asks for what lies between a snapshot and the head it was given meanwhile', () => {
    const withSnapshot: Cursor = { ...openCursor(null), last: 4 };
    expect(answer(withSnapshot, null, { events: [], head: 7 })).toMatchObject({ apply: [], ask: true });
  });

  test('goes on from the head after a reset', () => {
    const held = push(openCursor(3), event(91)).cursor;
    const step = answer(held, 3, { reset: true, head: 90 });
    expect(step).toMatchObject({ reset: true, ask: false, cursor: { last: 91 } });
    expect(seqs(step.apply)).toEqual([91]);
  });

  test('applies every event once and in order, whatever is pushed, lost, repeated or reordered', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom('answer', 'lose'))), (moves) => {
        const applied = seqs(play(moves, 30));
        expect(applied).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
      }),
    );
  });
});

/** Plays a faulty connection before a server that knows events 1 to `head`, and lets it be asked at the end. */
function play(moves: (number | 'answer' | 'lose')[], head: number) {
  let cursor = openCursor(0);
  const applied: ReturnType<typeof events> = [];
  const take = (step: Step) => {
    cursor = step.cursor;
    applied.push(...step.apply);
  };
  const reply = () => {
    const last = cursor.last ?? 0;
    if (cursor.asking) take(answer(cursor, last, { events: events(last + 1, head), head }));
  };
  for (const move of moves) {
    if (move === 'answer') reply();
    else if (move === 'lose') cursor = lose(cursor);
    else take(push(cursor, event(move)));
  }
  cursor = lose(cursor);
  reply();
  return applied;
}
