import type { Report } from '../../shared/reports.ts';
import { actorOf, membersById } from '../accounts/account.ts';
import { ActModel } from '../acts/act.ts';
import { presentActs } from '../acts/present.ts';
import type { ObjectId } from '../db/id.ts';
import { GroupModel, presentGroupRef } from '../groups/group.ts';
import { found } from '../lib/errors.ts';
import type { ReportRecord } from './report.ts';

/** Reports as those who decide them see them: a handful of queries, however many they are. */
export async function presentReports(reports: ReportRecord[]): Promise<Report[]> {
  const people = await membersById(reports.flatMap(peopleIn));
  const person = (id: ObjectId) => found(people.get(id.toString()));
  const groups = await GroupModel.find({ _id: { $in: reports.flatMap(({ group }) => group ?? []) } }).lean();
  const refs = new Map(groups.map((group) => [group._id.toString(), presentGroupRef(group)]));
  const acts = await presentActs(await ActModel.find({ _id: { $in: reports.flatMap(({ act }) => act ?? []) } }).lean());
  return reports.map((report) => ({
    id: report._id.toString(),
    kind: report.kind,
    group: report.group && found(refs.get(report.group.toString())),
    post: report.post && {
      id: report.post.id?.toString() ?? null,
      topicId: report.post.topic?.toString() ?? null,
      number: report.post.number,
      title: report.post.title,
      author: person(report.post.author),
      body: report.post.body,
    },
    act: report.act && found(acts.find(({ id }) => id === report.act!.toString())),
    message: report.message,
    entries: report.entries.map(({ by, reason, note, at }) => ({
      by: by && person(by),
      reason,
      note,
      at: at.toISOString(),
    })),
    state: report.state,
    claimed: report.claimed && { by: actorOf(person(report.claimed.by)), at: report.claimed.at.toISOString() },
    resolution: report.resolution,
    resolvedBy: report.resolvedBy && actorOf(person(report.resolvedBy)),
    resolvedAt: report.resolvedAt?.toISOString() ?? null,
    reason: report.reason,
    createdAt: report.createdAt.toISOString(),
  }));
}

export async function presentReport(report: ReportRecord): Promise<Report> {
  return (await presentReports([report]))[0]!;
}

const peopleIn = ({ post, entries, claimed, resolvedBy }: ReportRecord): ObjectId[] => [
  ...(post ? [post.author] : []),
  ...entries.flatMap(({ by }) => by ?? []),
  ...(claimed ? [claimed.by] : []),
  ...(resolvedBy ? [resolvedBy] : []),
];
