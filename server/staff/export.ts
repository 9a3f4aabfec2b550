import type { AccountRecord } from '../accounts/account.ts';
import { begun, keepActs } from '../acts/keep-acts.ts';
import { say } from '../groups/policy.ts';
import { sections } from './export-sections.ts';
import { onAccount } from './ground.ts';

/** A file as it is made: `parts` one after another. */
export type Exported = { name: string; type: string; parts: AsyncIterable<string> };

/** The version of the file's shape: it grows when something is called otherwise or is left out. */
const EXPORT_VERSION = 1;

/** Everything kept about oneself. */
export const exportOwn = (viewer: AccountRecord): Exported => exported(viewer);

/** Everything kept about a member; that it was asked for is an act, which the member hears of. @throws AppError forbidden, not_found */
export async function exportMember(viewer: AccountRecord, username: string): Promise<Exported> {
  const subject = await onAccount(viewer, username, async ({ viewer, subject }) => {
    const reason = 'All that is kept about the member was exported.';
    const about = { group: null, subject: subject._id, say: say(viewer.role, null) };
    await keepActs(viewer, begun(viewer, [{ ...about, kind: 'export', reason }]));
    return subject;
  });
  return exported(subject);
}

const exported = (account: AccountRecord): Exported => ({
  name: `guildhall-${account.username}.json`,
  type: 'application/json; charset=utf-8',
  parts: asJson(account),
});

/** One document, in parts of some size: however much there is, little of it is in memory. */
async function* asJson(account: AccountRecord): AsyncIterable<string> {
  const head = { format: 'guildhall-account', version: EXPORT_VERSION, at: new Date().toISOString() };
  yield `${JSON.stringify(head).slice(0, -1)}`;
  for (const [name, rows] of Object.entries(sections)) {
    yield `,\n${JSON.stringify(name)}:[`;
    let first = true;
    for await (const row of rows(account)) {
      yield `${first ? '\n' : ',\n'}${JSON.stringify(row)}`;
      first = false;
    }
    yield ']';
  }
  yield '}\n';
}
