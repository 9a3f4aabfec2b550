import { asUnread } from '../../shared/notices/as-unread.ts';
import { type Inbox, type InboxQuery, UNREAD_LIMIT, type Unread } from '../../shared/notices.ts';
import { accountStream, groupStream, leadersStream, type Stream } from '../../shared/streams.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { headOf, headsOf } from '../events/log.ts';
import { formatCursor, parseCursor } from '../lib/cursor.ts';
import { markOf, type NoticeMark, NoticeMarkModel } from './notice-mark.ts';
import { Scan } from './scan.ts';
import { type Standing, standingOf } from './standing.ts';

/** So often is the log looked into for one page. */
const LOOKS = 12;

/**
 * The viewer's notices: the log read through what they are told of. Nothing is kept of them but how far they were read.
 * A page costs no more than a bounded number of looks into the log; where that finds too few notices the page is short,
 * and its `next` goes on from there.
 */
export async function readInbox(viewer: AccountRecord, query: InboxQuery): Promise<Inbox> {
  const head = await headOf(accountStream(viewer._id.toString()));
  const standing = await standingOf(viewer);
  const { rules, groups, blocked } = standing.addressee;
  // Streams' heads come before what is read of them: what happens in between is told twice, never not.
  const heads = await headsOf(streamsOf(standing));
  const mark = await markOf(viewer._id);
  const latest = new Scan(viewer, standing, mark);
  const { cursor } = query;
  const page = await pageOf(cursor ? new Scan(viewer, standing, mark, parseCursor(cursor)) : latest, query, mark);
  const unread = await unreadIn(latest, mark);
  if (!unread.more && latest.looks > 1) await settle(mark, unread.items.at(-1));
  const known = [...heads].map(([stream, seq]) => ({ stream, seq }));
  return { ...page, unread, rules, groups, blocked, heads: known, head };
}

async function pageOf(
  scan: Scan,
  { limit, unread }: InboxQuery,
  mark: NoticeMark,
): Promise<Pick<Inbox, 'items' | 'next'>> {
  const found = () => (unread ? scan.found.filter(({ notice }) => !notice.read) : scan.found);
  const isOver = () => !scan.place || (unread !== undefined && scan.place.at <= mark.upTo);
  while (!isOver() && found().length <= limit && scan.looks < LOOKS) await scan.look();
  const page = found().slice(0, limit);
  const last = found().length > limit ? page.at(-1)!.place : isOver() ? null : scan.place;
  return { items: page.map(({ notice }) => notice), next: last && formatCursor(last) };
}

/** All that was not read, or the latest of it where that is much. */
async function unreadIn(scan: Scan, mark: NoticeMark): Promise<Inbox['unread']> {
  const found = () => scan.found.filter(({ notice }) => !notice.read);
  const isOver = () => !scan.place || scan.place.at <= mark.upTo;
  while (!isOver() && found().length <= UNREAD_LIMIT && scan.looks < LOOKS) await scan.look();
  const items = found().slice(0, UNREAD_LIMIT);
  return { items: items.map(({ notice }) => asUnread(notice)), more: items.length < found().length || !isOver() };
}

/** What was committed a little late must not count as read for having been passed over. */
const LATE_MS = 300_000;

/** Where everything before a moment turned out to be read, the next look need go back no further. Nothing else changes. */
async function settle({ _id }: NoticeMark, oldest: Unread | undefined): Promise<void> {
  const late = Date.now() - LATE_MS;
  const upTo = new Date(oldest ? Math.min(late, Date.parse(oldest.at) - 1) : late);
  await NoticeMarkModel.updateOne({ _id }, { $max: { upTo } }, { upsert: true });
}

/** The streams a member's notices come from beside their own. */
const streamsOf = ({ addressee }: Standing): Stream[] =>
  addressee.groups.flatMap(({ id, leadsSince }) => [groupStream(id), ...(leadsSince ? [leadersStream(id)] : [])]);
