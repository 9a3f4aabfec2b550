import { describe, expect, test } from '@jest/globals';
import { FAULTS, type Fault } from '../../load/measured.ts';
import { Verdict } from '../../load/oracle/verdict.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Submission } from '../support/author.ts';
import type { Heard, Stretch } from '../support/follower.ts';
import { judgeFollowed, judgeLog, judgePosts } from '../support/oracle.ts';
import type { StoredPost } from '../support/truth.ts';

// The oracle that judges the faults finds what it is there to find, and nothing where there is nothing.

const STREAM = 'group:1';
const TOPIC = 'topic';
const who = { name: 'follower', stream: STREAM };
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

function posted(seq: number, number = seq, id = `post ${number}`): LoggedEvent {
  const data = { topicId: TOPIC, post: { id, topicId: TOPIC, number } };
  return { stream: STREAM, seq, type: 'post.created', at: 'now', actor: {}, data } as unknown as LoggedEvent;
}
const log = upTo(6).map((seq) => posted(seq));
const events = (...seqs: number[]) => seqs.map((seq) => posted(seq));
const pushes = (...seqs: number[]): Heard[] =>
  events(...seqs).map((event) => ({ event, via: 'push' as const, connection: 1 }));

const NONE: Record<Fault, number> = { missed: 0, duplicated: 0, 're-ordered': 0, leaked: 0 };

function judged(judge: (verdict: Verdict) => void): Record<Fault, number> {
  const verdict = new Verdict();
  judge(verdict);
  expect(verdict.clean).toBe(FAULTS.every((fault) => verdict.counts[fault] === 0));
  for (const fault of FAULTS) expect(String(verdict)).toContain(`${fault} ${verdict.counts[fault]}`);
  return verdict.counts;
}

describe('of what a client shows', () => {
  const applied = (...stretches: Stretch[]) =>
    judged((verdict) => judgeFollowed(verdict, who, log, { stretches, heard: [] }));

  test('nothing is found where it is whole', () => {
    expect(applied({ from: 0, applied: events(1, 2, 3, 4, 5, 6) })).toEqual(NONE);
    expect(applied({ from: 4, applied: events(5, 6) })).toEqual(NONE);
  });

  test.each<[string, Partial<typeof NONE>, number[]]>([
    ['one that is missing', { missed: 1 }, [1, 2, 4, 5, 6]],
    ['one that is missing at the end', { missed: 1 }, [1, 2, 3, 4, 5]],
    ['one that came twice', { duplicated: 1 }, [1, 2, 3, 3, 4, 5, 6]],
    ['one that came again later', { duplicated: 1 }, [1, 2, 3, 4, 5, 6, 2]],
    ['two in the wrong order', { 're-ordered': 1 }, [1, 3, 2, 4, 5, 6]],
    ['one there is not', { leaked: 1 }, [1, 2, 3, 4, 5, 6, 7]],
    ['nothing at all', { missed: 6 }, []],
  ])('it finds %s', (_what, found, seqs) => {
    expect(applied({ from: 0, applied: events(...seqs) })).toEqual({ ...NONE, ...found });
  });

  test('it finds one that was shown before, and one that is not as it was logged', () => {
    expect(applied({ from: 3, applied: events(3, 4, 5, 6) })).toEqual({ ...NONE, duplicated: 1 });
    const altered = [...events(1, 2, 3, 4, 5), posted(6, 6, 'another post')];
    expect(applied({ from: 0, applied: altered })).toEqual({ ...NONE, missed: 1 });
  });

  test('a client that began again may lack what was between, and nothing else', () => {
    const again = { from: 5, applied: events(6) };
    expect(applied({ from: 0, applied: events(1, 2) }, again)).toEqual(NONE);
    expect(applied({ from: 0, applied: events(1, 3) }, again)).toEqual({ ...NONE, missed: 1 });
    expect(applied({ from: 0, applied: events(1, 2) }, { from: 4, applied: events(6) })).toEqual({
      ...NONE,
      missed: 1,
    });
  });
});

describe('of what reaches a client', () => {
  const reached = (heard: Heard[], goneAt?: number) => {
    const stretches = [{ from: 0, applied: events(...upTo(goneAt ? goneAt - 1 : 6)) }];
    return judged((verdict) => judgeFollowed(verdict, who, log, { stretches, heard }, goneAt));
  };

  test('nothing is found where each connection is told one event after the other', () => {
    const second = pushes(2, 3, 4).map((heard) => ({ ...heard, connection: 2 }));
    expect(reached([...pushes(1, 2, 3), ...second])).toEqual(NONE);
    expect(reached(pushes(1, 2, 3), 4)).toEqual(NONE);
  });

  test.each<[string, Partial<typeof NONE>, number[]]>([
    ['a gap', { missed: 1 }, [1, 3]],
    ['a repetition', { duplicated: 1 }, [1, 2, 2]],
    ['a step back', { 're-ordered': 1 }, [1, 2, 3, 2]],
  ])('it finds %s', (_what, found, seqs) => {
    expect(reached(pushes(...seqs))).toEqual({ ...NONE, ...found });
  });

  test('it finds what one who is gone was told, pushed or in an answer, though the client shows nothing of it', () => {
    expect(reached(pushes(1, 2, 3, 4), 4)).toEqual({ ...NONE, leaked: 1 });
    const answered = pushes(4, 5).map((heard) => ({ ...heard, via: 'answer' as const }));
    expect(reached([...pushes(1, 2, 3), ...answered], 4)).toEqual({ ...NONE, leaked: 2 });
  });
});

describe('of the store', () => {
  const post = (number: number, clientId = `c${number}`, id = `post ${number}`): StoredPost => ({
    id,
    topic: TOPIC,
    number,
    author: 'author',
    clientId,
  });
  const acknowledged = (number: number, id = `post ${number}`): Submission =>
    ({ author: 'author', clientId: `c${number}`, topicId: TOPIC, post: { id, number } }) as Submission;
  const submitted: Submission[] = [
    ...upTo(3).map((number) => acknowledged(number)),
    { ...acknowledged(9), post: null },
  ];
  const kept = (posts: StoredPost[], told: LoggedEvent[]) =>
    judged((verdict) => judgePosts(verdict, TOPIC, posts, told, submitted));
  const three = upTo(3).map((number) => post(number));

  test('nothing is found where each submission is one post that is told of once', () => {
    expect(kept(three, log.slice(0, 3))).toEqual(NONE);
  });

  test('it finds an acknowledged post that is not there, or is another', () => {
    expect(kept(three.slice(0, 2), log.slice(0, 2))).toEqual({ ...NONE, missed: 1 });
    const other = [...three.slice(0, 2), post(3, 'c3', 'other')];
    expect(kept(other, [...log.slice(0, 2), posted(3, 3, 'other')])).toEqual({ ...NONE, missed: 1 });
  });

  test('it finds a submission that became two posts, also one that was never acknowledged', () => {
    const twice = [...three, post(4, 'c9'), post(5, 'c9')];
    expect(kept(twice, log.slice(0, 5))).toEqual({ ...NONE, duplicated: 1 });
  });

  test('it finds gaps in the numbers, and posts the log does not tell of, tells of twice, or in another order', () => {
    expect(kept([post(1), post(2), post(4, 'c3')], [])).toMatchObject({ missed: 5 });
    expect(kept(three, log.slice(0, 2))).toEqual({ ...NONE, missed: 1 });
    expect(kept(three, [...log.slice(0, 3), posted(4, 3)])).toMatchObject({ duplicated: 1 });
    expect(kept(three, [posted(1), posted(2, 3), posted(3, 2)])).toEqual({ ...NONE, 're-ordered': 1 });
  });

  test('it finds gaps and repetitions in the log, and a head that is not its end', () => {
    const found = (events: LoggedEvent[], head: number) => judged((verdict) => judgeLog(verdict, STREAM, events, head));
    expect(found(log, 6)).toEqual(NONE);
    expect(found(log.slice(0, 5), 6)).toEqual({ ...NONE, missed: 1 });
    expect(found(events(1, 2, 4), 3)).toEqual({ ...NONE, missed: 1 });
    expect(found(events(1, 2, 2), 3)).toEqual({ ...NONE, duplicated: 1 });
  });
});
