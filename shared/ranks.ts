import { z } from 'zod';
import { Actor, Member } from './accounts.ts';
import { Ladder, METRICS, MetricCounts, Rung } from './ladder.ts';
import { RankKey, RankSource } from './rank-key.ts';
import { Head, line, Time } from './values.ts';

/** A rank that is given by staff and not earned. One on the ladder may be given, too. */
export const AssignedRank = z.strictObject({ key: RankKey, title: line(40), description: line(200) });
export type AssignedRank = z.infer<typeof AssignedRank>;

/** `PUT /ranks/assigned/:key` (staff): makes a rank that can be given, or names it anew. */
export const AssignedRankChanges = AssignedRank.omit({ key: true });
export type AssignedRankChanges = z.infer<typeof AssignedRankChanges>;

/** `GET /ranks`: what is earned, and what is given. */
export const Ranks = z.strictObject({ ladder: Ladder, assigned: z.array(AssignedRank) });
export type Ranks = z.infer<typeof Ranks>;

/** One metric of a member beside what the next rank asks (null at the top of the ladder). */
export const MetricStanding = z.strictObject({
  metric: z.enum(METRICS),
  value: z.int(),
  threshold: z.int().nullable(),
});
export type MetricStanding = z.infer<typeof MetricStanding>;

/** What happened to a member's rank. `moved`: their rung is no longer on the ladder; `recovered`: in time, the rank stays. */
export const HistoryKind = z.enum([
  'up',
  'down',
  'moved',
  'grace',
  'recovered',
  'assigned',
  'assignment-ended',
  'locked',
  'lock-ended',
]);
export type HistoryKind = z.infer<typeof HistoryKind>;

/** What brought it about: what the member did or their age, a new ladder, staff, or an end that was set before. */
export const HistoryCause = z.enum(['activity', 'ladder', 'staff', 'time']);
export type HistoryCause = z.infer<typeof HistoryCause>;

/**
 * A line of a member's history, counted from 1. `rank`: the one reached, given, locked, ended or (in grace) about to be lost; `from`: the one
 * before. `reason`: staff's words, else ''. `until`: where it has an end. `lost`: the metrics too far below. `metrics`: as they
 * were, `ladderVersion`: by what they were judged. `by`: who of the staff did it.
 */
export const HistoryEntry = z.strictObject({
  number: z.int(),
  at: Time,
  kind: HistoryKind,
  rank: RankKey,
  from: RankKey.nullable(),
  cause: HistoryCause,
  reason: z.string(),
  until: Time.nullable(),
  lost: z.array(z.enum(METRICS)),
  metrics: MetricCounts,
  ladderVersion: z.int(),
  by: Actor.nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** What staff decided about a member's rank; without an end (null) it lasts until they take it back. */
export const RankDecision = z.strictObject({ rank: RankKey, reason: z.string(), at: Time, until: Time.nullable() });
export type RankDecision = z.infer<typeof RankDecision>;

/**
 * Where a member stands. `rank` is what everyone sees, `earned` what stands beneath. `next` is the rung above the earned one, `nearest`
 * its unmet metric closest to the threshold. `grace`: by when the metrics in `lost` must be made good, and the rank that else
 * follows.
 */
export const RankStanding = z.strictObject({
  rank: RankKey,
  source: RankSource,
  earned: RankKey,
  assigned: RankDecision.nullable(),
  lock: RankDecision.nullable(),
  grace: z.strictObject({ since: Time, until: Time, lost: z.array(z.enum(METRICS)), fallsTo: RankKey }).nullable(),
  ladderVersion: z.int(),
  next: Rung.nullable(),
  nearest: z.enum(METRICS).nullable(),
  metrics: z.array(MetricStanding),
});
export type RankStanding = z.infer<typeof RankStanding>;

/** How many lines of a history are shown. */
export const HISTORY_SHOWN = 100;

/**
 * `GET /me/rank`; the history is newest first, `HISTORY_SHOWN` lines at most. Live by the account's own stream, except that the
 * metrics go on without events until they change the rank.
 */
export const MyRank = z.strictObject({ standing: RankStanding, history: z.array(HistoryEntry), head: Head });
export type MyRank = z.infer<typeof MyRank>;

/** `GET /accounts/:username/rank` (staff): another's rank as they see it themselves. */
export const MemberRank = z.strictObject({
  member: Member,
  standing: RankStanding,
  history: z.array(HistoryEntry),
});
export type MemberRank = z.infer<typeof MemberRank>;

const reason = line(300);

/** `PUT /accounts/:username/rank/assignment` (staff). `until` null: until it is taken back. */
export const Assignment = z.strictObject({ rank: RankKey, reason, until: Time.nullable() });
export type Assignment = z.infer<typeof Assignment>;

/** `PUT /accounts/:username/rank/lock` (staff): a rung of the ladder, above or below the earned one, until the end. */
export const Lock = z.strictObject({ rank: RankKey, reason, until: Time });
export type Lock = z.infer<typeof Lock>;

/** Why staff take a decision back. */
export const RankRelease = z.strictObject({ reason });
export type RankRelease = z.infer<typeof RankRelease>;
