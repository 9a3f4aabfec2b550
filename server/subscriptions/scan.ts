import type { LoggedEvent } from '../../shared/events.ts';
import { noticeOf } from '../../shared/notices/notice-of.ts';
import type { Notice } from '../../shared/notices.ts';
import type { Viewer } from '../accounts/policy.ts';
import { ActModel } from '../acts/act.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { type Dated, latestAbout } from '../events/log.ts';
import { type GroupRecord, presentGroupRef } from '../groups/group.ts';
import { readableGroups } from '../groups/readable.ts';
import type { Place } from '../lib/cursor.ts';
import { PostModel } from '../topics/post.ts';
import { readMarkers } from '../topics/read-marker.ts';
import { TopicModel } from '../topics/topic.ts';
import type { NoticeMark } from './notice-mark.ts';
import type { Standing } from './standing.ts';
import { type Window, windowsOf } from './windows.ts';

/** A notice with its place in the order of time. */
export type Found = { notice: Notice; place: Place };

/** So many events are looked at first, which mostly is enough, and then in one go. */
const FIRST = 50;
const BATCH = 100;
/** So many channels are asked for at once: of more, MongoDB no longer merges the entries in order. */
const CHANNELS = 200;
/** What tells what a post says is long, and nobody reads it here. */
const WITHOUT = ['post.body', 'message'];

/** Goes through a member's notices from the latest, or from a place on, as far as it is asked to. */
export class Scan {
  readonly found: Found[] = [];
  /** How far it has come; null once there is no more. */
  place: Place | null;
  /** How often it has looked. */
  looks = 0;
  readonly #viewer: Viewer;
  readonly #standing: Standing;
  readonly #mark: NoticeMark;
  readonly #windows: Window[];

  constructor(viewer: Viewer, standing: Standing, mark: NoticeMark, before?: Place) {
    this.#viewer = viewer;
    this.#standing = standing;
    this.#mark = mark;
    this.#windows = windowsOf(standing.addressee);
    this.place = before ?? END_OF_TIME;
  }

  /** Looks at the next events. */
  async look(): Promise<void> {
    if (!this.place) return;
    this.looks += 1;
    const { events, place } = await stretch(this.#windows, this.place, this.looks === 1 ? FIRST : BATCH);
    this.found.push(...(await this.#noticesIn(events)));
    this.place = place;
  }

  async #noticesIn(events: Dated[]): Promise<Found[]> {
    const told = events.flatMap(({ event, at, id }) => {
      const notice = noticeOf(event, this.#standing.addressee);
      return notice ? [{ notice, place: { at, id }, post: postOf(event), act: actOf(event) }] : [];
    });
    if (told.length === 0) return [];
    const posts = await standingIn(idsOf(told, ({ post }) => post));
    const undone = await undoneAmong(idsOf(told, ({ act }) => act));
    const markers = await readMarkers(
      this.#viewer._id,
      idsOf(told, ({ notice }) => notice.topicId),
    );
    const { groups } = this.#standing;
    const named = [...told.map(({ notice }) => notice.groupId), ...posts.values()];
    const others = await readableElsewhere(
      this.#viewer,
      idsOf(named, (id) => (id && !groups.has(id) ? id : null)),
    );
    const readable = (id: string) => groups.get(id) ?? others.get(id);
    const stands = (group: string | null | undefined) => group === undefined || (group !== null && readable(group));
    return told
      .filter(({ post, act }) => (!post || stands(posts.get(post))) && !(act && undone.has(act)))
      .filter(({ notice }) => !notice.topicId || readable(notice.groupId!))
      .map(({ notice, place }) => {
        const group = notice.groupId ? readable(notice.groupId) : undefined;
        const read = isRead(notice, place, this.#mark, markers);
        return { notice: { ...notice, read, group: group ? presentGroupRef(group) : notice.group }, place };
      });
  }
}

const idsOf = <Item>(items: Item[], idOf: (item: Item) => string | null): ObjectId[] =>
  [...new Set(items.map(idOf))].flatMap((id) => (id ? [toId(id)] : []));

/** In which group each of these posts stands by now, by its id; null where it was removed, or its topic was. */
async function standingIn(ids: ObjectId[]): Promise<Map<string, string | null>> {
  const posts = await PostModel.find({ _id: { $in: ids } }, { group: 1, topic: 1, removed: 1 }).lean();
  const topics = [...new Map(posts.map(({ topic }) => [topic.toString(), topic])).values()];
  const removed = await TopicModel.find({ _id: { $in: topics }, removed: { $ne: null } }, { _id: 1 }).lean();
  const gone = new Set(removed.map(({ _id }) => _id.toString()));
  const isGone = (post: (typeof posts)[number]) => post.removed !== null || gone.has(post.topic.toString());
  return new Map(posts.map((post) => [post._id.toString(), isGone(post) ? null : post.group.toString()]));
}

/** Those of these acts that were taken back. */
async function undoneAmong(acts: ObjectId[]): Promise<Set<string>> {
  if (acts.length === 0) return new Set();
  const undone = await ActModel.find({ _id: { $in: acts }, undone: { $ne: null } }, { _id: 1 }).lean();
  return new Set(undone.map(({ _id }) => _id.toString()));
}

/** Of groups the viewer neither is in nor has chosen anything in: someone named them there. */
const readableElsewhere = (viewer: Viewer, ids: ObjectId[]): Promise<Map<string, GroupRecord>> =>
  ids.length > 0 ? readableGroups(viewer, ids) : Promise.resolve(new Map());

/** Later than anything that has happened. */
const END_OF_TIME: Place = { at: new Date(8_000_000_000_000), id: 'f'.repeat(24) };
const BEFORE_ALL_OF_ITS_TIME = '0'.repeat(24);

type Stretch = { events: Dated[]; place: Place | null };

/**
 * The next events before a place. Going back in time, channels come in where something had been told until then, and
 * drop out where that began: so what has been quiet for long costs nothing, however much happens there.
 */
async function stretch(windows: Window[], before: Place, limit: number): Promise<Stretch> {
  const open = windows.filter(({ from, until }) => from <= before.at && (until === null || until >= before.at));
  const later = windows.filter(({ until }) => until !== null && until < before.at).map(({ until }) => until!.getTime());
  const next = later.length > 0 ? { at: new Date(Math.max(...later)), id: BEFORE_ALL_OF_ITS_TIME } : null;
  if (open.length === 0) return { events: [], place: next };
  const first = new Date(Math.min(...open.map(({ from }) => from.getTime())));
  const since = next && next.at > first ? next.at : first;
  const channels = open.map(({ channel }) => channel);
  const events = await latest(channels, before, since, limit);
  if (events.length < limit) return { events, place: next };
  const { at, id } = events.at(-1)!;
  return { events, place: { at, id } };
}

async function latest(channels: string[], before: Place, since: Date, limit: number): Promise<Dated[]> {
  const parts: Promise<Dated[]>[] = [];
  for (let from = 0; from < channels.length; from += CHANNELS) {
    const some = channels.slice(from, from + CHANNELS);
    parts.push(latestAbout(some, { before, since, limit, without: WITHOUT }));
  }
  const all = (await Promise.all(parts)).flat();
  const distinct = [...new Map(all.map((one) => [one.id, one])).values()];
  return distinct.sort(latestFirst).slice(0, limit);
}

const latestFirst = (a: Dated, b: Dated): number => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1);

/** The post an event is about, if it is. What was reported of one is told whatever has become of it. */
function postOf({ type, data }: LoggedEvent): string | null {
  if (type === 'report.filed') return null;
  if ('postId' in data) return data.postId as string;
  return 'post' in data ? (data.post as { id: string }).id : null;
}

/** The act an event tells of, if it does. */
const actOf = ({ type, data }: LoggedEvent): string | null => (type === 'act.done' ? data.id : null);

function isRead(
  { id, topicId, number }: Notice,
  { at }: Place,
  mark: NoticeMark,
  markers: Map<string, number>,
): boolean {
  if (at <= mark.upTo || mark.ids.some((one) => one.id === id)) return true;
  return topicId !== null && number !== null && (markers.get(topicId) ?? 0) >= number;
}
