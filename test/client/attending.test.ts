import { beforeEach, expect, test } from '@jest/globals';
import { type Attending, attendance, createAttending } from '../../client/live/attending.ts';
import type { ProblemCode } from '../../shared/problems.ts';

const [HERE, THERE] = ['a'.repeat(24), 'b'.repeat(24)];

let said: (string | null)[];
let refusal: ProblemCode | null;
let later: (() => void)[];
let attending: Attending;
beforeEach(() => {
  said = [];
  refusal = null;
  later = [];
  attendance.set(null);
  attending = createAttending({
    attend: async (groupId) => {
      said.push(groupId);
      return refusal;
    },
    later: (task) => later.push(task),
  });
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('the group one attends to is said once all is caught up, and again after each reconnection', () => {
  attending.attend(HERE);
  expect(said).toEqual([]);
  attending.caughtUp();
  attending.caughtUp();
  attending.disconnected();
  attending.caughtUp();
  expect(said).toEqual([HERE, HERE]);
});

test('who is there is kept while one attends, and not longer', () => {
  attending.caughtUp();
  const leave = attending.attend(HERE);
  attending.hear({ groupId: THERE, members: [], more: 1 });
  expect(attendance.get()).toBeNull();
  attending.hear({ groupId: HERE, members: [], more: 2 });
  expect(attendance.get()).toEqual({ groupId: HERE, members: [], more: 2 });
  leave();
  expect(attendance.get()).toBeNull();
  expect(said).toEqual([HERE, null]);
});

test('a refusal is asked about again a little later, as long as one still wants to know', async () => {
  refusal = 'forbidden';
  attending.caughtUp();
  const leave = attending.attend(HERE);
  await turn();
  refusal = null;
  later.shift()!();
  await turn();
  expect(said).toEqual([HERE, HERE]);
  leave();
  await turn();
  expect(later).toEqual([]);
});
