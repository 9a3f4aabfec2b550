import type { Group } from '../../shared/groups.ts';
import { groupStream } from '../../shared/streams.ts';
import { Author, type Person } from '../author.ts';
import { AUTHORS, after, type Beside, type Place as Posting, post, ROWS, type Run, rowsOf } from '../beside.ts';
import { enrol, inStore, makeGroups, makeMembers, makePeople } from '../community.ts';
import { Crowd } from '../crowd.ts';
import { makeTopics, type OldTopic } from '../long-log.ts';
import { GuildhallNode } from '../node.ts';
import type { Options } from '../options.ts';
import { type Result, short } from '../report.ts';
import { makeSpam } from '../spam.ts';
import { spreadOf } from '../spread.ts';
import { watchers } from '../stage.ts';

type Place = Posting & { group: Group; staff: Author; topics: OldTopic[]; crowd: Crowd };

const TOPICS = 300;
/** A removal is over before long ones have come round. */
const TURN_MS = 500;
const ALONE_MS = 8_000;

/** How long it takes until the last viewer has seen the last post of a spammer go, and what those notice who post meanwhile. */
export async function removing(options: Options): Promise<Result> {
  const place = await open(options);
  await post(place, after(2 * TURN_MS));
  const alone: Run[] = [];
  const beside: Run[] = [];
  const seconds: number[] = [];
  const answered: number[] = [];
  while (beside.length < options.repeats) {
    alone.push(await post(place, after(ALONE_MS)));
    const spammer = await inStore(place.node, () => makeSpammer(place, options.spam));
    const removal = remove(place, options.spam, spammer);
    beside.push(await post(place, removal));
    const [answer, all] = await removal.ended;
    answered.push(answer);
    seconds.push(all);
  }
  await place.crowd.stop();
  await place.node.stop();
  return {
    about: `${options.spam.toLocaleString('en')} posts of one who is banned, in ${TOPICS} topics, before ${options.sockets.toLocaleString('en')} viewers`,
    rows: [
      { what: 'the ban is acknowledged', figure: spreadOf(answered), unit: 'ms' },
      { what: 'the last viewer has seen the last of it', figure: spreadOf(seconds), unit: 's' },
      ...ROWS.flatMap(([kind, share]) => rowsOf(alone, beside, kind, share)),
    ],
    notes: [`Beside the posting ${short(options.spam / spreadOf(seconds).median)} posts a second were removed.`],
  };
}

async function open(options: Options): Promise<Place> {
  const node = await GuildhallNode.start(options);
  const [group] = (await makeGroups(node, 1)) as [Group];
  const people = await makeMembers(node, [group], AUTHORS + options.sockets);
  const authors = people.slice(0, AUTHORS).map((person) => new Author(node.url, person));
  const [staff] = (await inStore(node, () => makePeople(1, 'staff'))) as [Person];
  const crowd = new Crowd();
  await crowd.open(node.url, watchers(people.slice(AUTHORS), [groupStream(group.id)]));
  const topics = await inStore(node, () => makeTopics([group], people.slice(0, AUTHORS), TOPICS));
  const topic = await authors[0]!.startTopic(group);
  return { node, group, staff: new Author(node.url, staff), authors, topic, topics, crowd, turnMs: TURN_MS };
}

/** @returns the name of a new member who has posted so much. */
async function makeSpammer({ group, topics }: Place, count: number): Promise<string> {
  const [spammer] = (await makePeople(1)) as [Person];
  await enrol(group, [spammer.id]);
  return makeSpam(spammer, topics, count);
}

/** Bans them; true until every viewer has seen all of it. Ends with the milliseconds of the answer, and the seconds of all. */
function remove({ staff, group, crowd }: Place, count: number, username: string) {
  let running = true;
  const from = performance.now();
  let answered = 0;
  const ban = async () => {
    await staff.ban(group, username);
    answered = performance.now() - from;
  };
  const ended = crowd.hearsRemoved(count, ban).then((): [number, number] => {
    running = false;
    return [answered, (performance.now() - from) / 1_000];
  });
  return { goesOn: () => running, ended } satisfies Beside;
}
