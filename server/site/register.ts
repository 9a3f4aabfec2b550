import type { Registration } from '../../shared/accounts.ts';
import { createAccount, openSession, type SignIn } from '../accounts/actions.ts';
import { authorize } from '../lib/errors.ts';
import { currentSite } from './site.ts';

/** Makes an account and signs its member in. @throws AppError registration_closed, username_taken, email_taken */
export async function register(registration: Registration, userAgent: string): Promise<SignIn> {
  authorize((await currentSite()).registration === 'open', 'registration_closed');
  return openSession(await createAccount(registration), userAgent);
}
