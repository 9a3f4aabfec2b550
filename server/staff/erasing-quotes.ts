import { AccountModel } from '../accounts/account.ts';
import { ActModel, type ActRecord } from '../acts/act.ts';
import { toId } from '../db/id.ts';
import { found } from '../lib/errors.ts';
import { MailModel } from '../mail/mail.ts';
import { LadderModel } from '../ranks/ladder.ts';
import { type EntryRecord, ReportModel } from '../reports/report.ts';
import { TopicModel } from '../topics/topic.ts';
import type { ErasureRecord } from './erasure.ts';

/** Where they are quoted or named by what was done: acts, reports, what stands on topics, ladders. */
export async function eraseQuotes({ _id, was, posts }: ErasureRecord): Promise<null> {
  const { username, displayName } = found(await AccountModel.findById(_id).lean());
  for (const note of ['locked', 'removed'])
    await TopicModel.updateMany(
      { [`${note}.by.username`]: was!.username },
      { $set: { [`${note}.by`]: { username, displayName } } },
    );
  await LadderModel.updateMany(
    { 'by.id': _id.toString() },
    { $set: { 'by.username': username, 'by.displayName': displayName } },
  );
  await eraseActs(_id, posts);
  await eraseReports(_id, posts);
  return null;
}

async function eraseActs(subject: ErasureRecord['_id'], posts: ErasureRecord['posts']): Promise<void> {
  if (posts === 'keep') return;
  for await (const act of ActModel.find({ subject, postCount: { $gt: 0 } })
    .lean<ActRecord[]>()
    .cursor({ batchSize: 100 })) {
    const blank = act.posts.map((post) => ({ ...post, excerpt: '' }));
    await ActModel.updateOne({ _id: act._id }, { $set: { posts: blank, before: null } });
  }
}

async function eraseReports(account: ErasureRecord['_id'], posts: ErasureRecord['posts']): Promise<void> {
  if (posts === 'remove') await ReportModel.updateMany({ 'post.author': account }, { $set: { 'post.body': '' } });
  const acts = await ActModel.find({ subject: account, appeal: { $ne: 'none' } }, { _id: 1 }).lean();
  await ReportModel.updateMany({ act: { $in: acts.map((act) => act._id) } }, { $set: { message: '' } });
  for await (const { _id, entries } of ReportModel.find({ 'entries.by': account }).lean().cursor({ batchSize: 100 })) {
    const blank = entries.map((entry: EntryRecord) => (entry.by?.equals(account) ? { ...entry, note: '' } : entry));
    await ReportModel.updateOne({ _id }, { $set: { entries: blank } });
  }
}

const MAILS = 200;

/** Mails to others that name them: none is older than 30 days. */
export async function eraseMails({ _id, was, cursor }: ErasureRecord): Promise<string | null> {
  const { displayName } = found(await AccountModel.findById(_id).lean());
  const names = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${[was!.displayName, was!.username].map(quoted).join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  );
  const nameless = (text: string) => text.replace(names, displayName);
  const mails = await MailModel.find(cursor ? { _id: { $gt: toId(cursor) } } : {})
    .sort({ _id: 1 })
    .limit(MAILS)
    .lean();
  for (const { _id, subject, paragraphs, items } of mails) {
    const words = { subject, paragraphs, items };
    const without = {
      subject: nameless(subject),
      paragraphs: paragraphs.map(nameless),
      items: items.map((item) => ({ ...item, title: nameless(item.title), line: nameless(item.line) })),
    };
    if (JSON.stringify(words) !== JSON.stringify(without)) await MailModel.updateOne({ _id }, { $set: without });
  }
  return mails.at(-1)?._id.toString() ?? null;
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
