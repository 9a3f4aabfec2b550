import { AccountModel, accountKey } from './account.ts';

const BATCH = 1_000;

/** Gives accounts that were made before staff could look for them by their display names what they are found by. */
export async function completeAccounts(): Promise<void> {
  const missing = { nameKey: { $exists: false } };
  for (;;) {
    const accounts = await AccountModel.find(missing, { displayName: 1 }).limit(BATCH).lean();
    if (accounts.length === 0) return;
    await AccountModel.bulkWrite(
      accounts.map(({ _id, displayName }) => ({
        updateOne: { filter: { _id, ...missing }, update: { $set: { nameKey: accountKey(displayName) } } },
      })),
    );
  }
}
