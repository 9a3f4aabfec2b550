import type { Person } from '../../shared/partners/person.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';

export const presentPerson = ({ _id, username, displayName }: AccountRecord): Person => ({
  id: _id.toString(),
  username,
  displayName,
});

/** These people by id; who has no account any more is left out. */
export async function personsById(ids: ObjectId[]): Promise<Map<string, Person>> {
  const accounts = await AccountModel.find({ _id: { $in: ids } }).lean();
  return new Map(accounts.map((account) => [account._id.toString(), presentPerson(account)]));
}
