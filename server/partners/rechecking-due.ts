import { accountStream } from '../../shared/streams.ts';
import { chore } from '../db/chore.ts';
import { write } from '../events/write.ts';
import { ExpertModel, type ExpertRecord } from './expert-record.ts';
import { judgeAnewAt } from './judging-anew.ts';
import { managersStreamOf, partnerById, streamOf } from './partner.ts';

// A transaction is to be over before someone beside it has waited for long.
const EXPERTS = 50;
const REST = 1;

/**
 * Judges experts again when time alone may have changed something: a certificate has run out, a suspension is over. It is looked for at
 * each turn, by night and by day, which costs one look into an index that holds those alone who have such a time.
 */
export const rechecking = chore({
  lease: 'experts that are due',
  what: 'judging experts that are due',
  isLeft: async () => (await due(new Date()).limit(1)).length > 0,
  step: () => recheckDue(),
  rest: REST,
});

/** Judges those who are due for the longest, and reads no others. @returns false when nobody is. */
export async function recheckDue(now = new Date(), limit = EXPERTS): Promise<boolean> {
  const some = await due(now).limit(limit);
  for (const partner of new Set(some.map((expert) => expert.partner.toString()))) {
    const own = some.filter((expert) => expert.partner.toString() === partner);
    await recheckTogether(own, now);
  }
  return some.length > 0;
}

/** Whose time has come, the longest due first. */
export const due = (now: Date) =>
  ExpertModel.find({ due: { $gt: new Date(0), $lte: now } }, { partner: 1, account: 1 })
    .sort({ due: 1 })
    .lean<Due[]>();

type Due = Pick<ExpertRecord, '_id' | 'partner' | 'account'>;

/** Some of one partner's. Who has left meanwhile is passed over. */
async function recheckTogether(some: Due[], now: Date): Promise<void> {
  const { partner: _id } = some[0]!;
  const own = some.map(({ account }) => accountStream(account.toString()));
  await write([streamOf({ _id }), managersStreamOf({ _id }), ...own], async () => {
    const accounts = some.map(({ account }) => account);
    await judgeAnewAt(await partnerById(_id), accounts, now);
  });
}
