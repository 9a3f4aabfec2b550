import { randomBytes } from 'node:crypto';
import { AppError } from '../lib/errors.ts';
import { AccountModel } from './account.ts';
import { createAccount } from './actions.ts';

/**
 * Makes the first staff account in a store that has none.
 * @returns its name and password, which are nowhere to be read again; null when there is a staff account.
 */
export async function establishStaff(): Promise<{ username: string; password: string } | null> {
  if (await AccountModel.exists({ role: 'staff' })) return null;
  const username = 'staff';
  const password = randomBytes(12).toString('base64url');
  const registration = { username, password, email: 'staff@guildhall.invalid', displayName: 'Guildhall staff' };
  try {
    await createAccount(registration, 'staff');
    return { username, password };
  } catch (error) {
    // Another node that started at the same time was first.
    if (error instanceof AppError && error.code === 'username_taken') return null;
    throw error;
  }
}
