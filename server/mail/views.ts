import type { Outbox, OutboxPreview, OutboxQuery } from '../../shared/mail.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { beyond } from '../db/beyond.ts';
import { toId } from '../db/id.ts';
import { cut } from '../lib/cursor.ts';
import { authorize, found } from '../lib/errors.ts';
import { textOf } from './compose.ts';
import { MailModel, presentMail } from './mail.ts';
import { canReadOutbox } from './policy.ts';

/** The mails of the last 30 days, the newest first. @throws AppError forbidden */
export async function readOutbox(viewer: AccountRecord, { state, cursor, limit }: OutboxQuery): Promise<Outbox> {
  authorize(canReadOutbox(viewer));
  const mails = await MailModel.find({ ...(state && { state }), ...beyond('createdAt', 'descending', cursor) })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit + 1)
    .lean();
  const { page, next } = cut(mails, limit, ({ createdAt, _id }) => ({ at: createdAt, id: _id.toString() }));
  return { items: page.map(presentMail), next };
}

/**
 * A mail with what it says. The link to turn such mails off is left out: it speaks for whom it was sent to.
 * @throws AppError forbidden, not_found
 */
export async function readMail(viewer: AccountRecord, id: string): Promise<OutboxPreview> {
  authorize(canReadOutbox(viewer));
  const mail = found(await MailModel.findById(toId(id)).lean());
  return { ...presentMail(mail), text: textOf(mail, '') };
}
