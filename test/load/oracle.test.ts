import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LoggedEvent } from '../../shared/events.ts';
import { faultsIn, LoadTarget, SWEEP, scenarioFile } from '../support/load-run.ts';
import { openTampering, type Passing, type Tampering } from '../support/tampering.ts';

// The load tester's oracle finds what it is there to find: something stands between it and an honest server.

let target: LoadTarget;

beforeAll(async () => {
  target = await LoadTarget.open();
});
afterAll(() => target.close());

/** The event in a message; null where there is none, or where it goes to the auditor, who is first to knock. */
function eventIn({ text, connection }: Passing): LoggedEvent | null {
  if (!text.startsWith('42') || connection === 0) return null;
  const [type, event] = JSON.parse(text.slice(2)) as [string, LoggedEvent];
  return type === 'post.created' ? event : null;
}

const said = (event: LoggedEvent): string => `42${JSON.stringify([event.type, event])}`;

/** Few streams, so that in each of them something follows. */
const TWO_ROOMS = ['--scenario', 'lurkers', '--groups', '2', '--rate', '20'];

type Change = (event: LoggedEvent, passing: Passing) => string[] | null;

/** Does each of these once, to a push on a connection of its own. */
function changing(changes: Change[]): Tampering['message'] {
  const left = [...changes];
  const begun = new Map<number, Change>();
  return (passing) => {
    const event = eventIn(passing);
    if (!event) return [passing.text];
    const change = begun.get(passing.connection) ?? left.pop();
    if (!change) return [passing.text];
    begun.set(passing.connection, change);
    return change(event, passing) ?? [passing.text];
  };
}

const drop = once(() => []);
const repeat = once((_event, { text }) => [text, text]);
const misplace = once((event, { text }) => [text, said({ ...event, stream: `account:${'e'.repeat(24)}` })]);
const alter = once((event) => [said({ ...event, actor: { ...event.actor, displayName: 'Eve' } })]);

/** Only the first one it is asked about. */
function once(change: (event: LoggedEvent, passing: Passing) => string[]): Change {
  let done = false;
  return (event, passing) => {
    if (done) return null;
    done = true;
    return change(event, passing);
  };
}

/** Holds a push back until the next one of its stream has passed. */
function overtake(): Change {
  let held: { text: string; stream: string } | null = null;
  let done = false;
  return (event, { text }) => {
    if (done) return null;
    if (!held) {
      held = { text, stream: event.stream };
      return [];
    }
    if (held.stream !== event.stream) return null;
    done = true;
    return [text, held.text];
  };
}

/** Answers one reply as made, and does not make it. */
function losing(): Tampering['request'] {
  let lost = false;
  return ({ method, url }, body, response) => {
    if (lost || method !== 'POST' || !/\/posts$/.test(url!)) return false;
    lost = true;
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ post: { id: 'f'.repeat(24), clientId: JSON.parse(body).clientId } }));
    return true;
  };
}

/** Lets someone into what the server denied. */
const letIn = (text: string): string =>
  text.startsWith('43') ? text.replace('{"denied":true}', '{"events":[],"head":0}') : text;

async function run(tampering: Tampering, args: string[] = []) {
  const between = await openTampering(target.urls[0]!, tampering);
  const run = target.start(args, [between.url]);
  const code = await run.code();
  between.close();
  const report = await run.report();
  return { code, report, faults: faultsIn(report) };
}

test('nothing is found where nothing is changed on the way', async () => {
  const { code, faults, report } = await run({});
  expect({ code, faults }).toEqual({ code: 0, faults: {} });
  expect(report.judgement.events).toBeGreaterThan(100);
  expect(report.judgement.streams).toBeGreaterThan(24);
});

test('each thing is found that is dropped, repeated, overtaken, misplaced, altered, let in or lost', async () => {
  const change = changing([drop, repeat, overtake(), misplace, alter])!;
  const { code, faults, report } = await run(
    {
      message: (passing, send) => change({ ...passing, text: letIn(passing.text) }, send),
      request: losing(),
    },
    TWO_ROOMS,
  );
  expect({ code, faults }).toEqual({ code: 1, faults: { missed: 2, duplicated: 1, 're-ordered': 1, leaked: 3 } });
  const words = report.judgement.examples.join('\n');
  expect(words).toMatch(/missed: socket \d+ \(.*\): a push of group:\w+ \d+/);
  expect(words).toMatch(/missed: the log of group:\w+ does not tell of post .*, which was acknowledged/);
  expect(words).toMatch(/leaked: .* account:e+ \d+, which it does not watch/);
  expect(words).toMatch(/leaked: .* which is another in the log/);
  expect(words).toMatch(/leaked: .* was let into account:/);
});

test('what reaches a member who was removed is leaked', async () => {
  let removed: { stream: string; connection: number } | null = null;
  let leaked = 0;
  const tampering: Tampering = {
    message(passing, send) {
      const { text, connection } = passing;
      if (text.startsWith('42["revoked"') && !removed) {
        removed = { stream: (JSON.parse(text.slice(2)) as [string, { stream: string }])[1].stream, connection };
      }
      const event = eventIn(passing);
      if (removed && event?.stream === removed.stream && connection !== removed.connection && leaked === 0) {
        leaked += 1;
        send(removed.connection, text);
      }
      return [text];
    },
  };
  const { code, faults } = await run(tampering, [
    '--scenario',
    await scenarioFile(SWEEP),
    '--groups',
    '1',
    '--rate',
    '40',
  ]);
  expect({ code, leaked, faults: Object.keys(faults) }).toEqual({ code: 1, leaked: 1, faults: ['leaked'] });
});
