import type { MadeServiceToken, NewServiceToken, ServiceToken, ServiceTokens } from '../../shared/partners/facts.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { newId, toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { append, write } from '../events/write.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { matches, newSecretToken, parseSecretToken } from '../lib/secret-token.ts';
import { personsById, presentPerson } from './person.ts';
import { canLetServicesIn } from './policy.ts';
import { presentServiceToken, ServiceTokenModel, type ServiceTokenRecord } from './service-token.ts';

/** The tokens that are good, the latest first. @throws AppError forbidden */
export async function readServiceTokens(viewer: AccountRecord): Promise<ServiceTokens> {
  authorize(canLetServicesIn(viewer));
  const head = await headOf(STAFF_STREAM);
  const tokens = await ServiceTokenModel.find().sort({ createdAt: -1, _id: -1 }).limit(TOKENS).lean();
  return { items: await presentAll(tokens), head };
}

/** How many there may be at a time. */
const TOKENS = 100;

/** @throws AppError forbidden, limit_reached */
export function makeServiceToken(viewer: AccountRecord, { name }: NewServiceToken): Promise<MadeServiceToken> {
  authorize(canLetServicesIn(viewer));
  const _id = newId();
  const { token, hash } = newSecretToken(_id.toString());
  return write([STAFF_STREAM], async () => {
    authorize((await ServiceTokenModel.countDocuments()) < TOKENS, 'limit_reached');
    const record = { _id, name, tokenHash: hash, createdAt: new Date(), createdBy: viewer._id, lastUsedAt: null };
    await ServiceTokenModel.create([record]);
    const serviceToken = presentServiceToken(record, presentPerson(viewer));
    append(STAFF_STREAM, 'service_token.made', presentActor(viewer), serviceToken);
    return { serviceToken, token };
  });
}

/** Ends a token, from the next request on. @throws AppError forbidden, not_found */
export function revokeServiceToken(viewer: AccountRecord, id: string): Promise<void> {
  authorize(canLetServicesIn(viewer));
  return write([STAFF_STREAM], async () => {
    const record = found(await ServiceTokenModel.findByIdAndDelete(toId(id)).lean());
    const [serviceToken] = await presentAll([record]);
    append(STAFF_STREAM, 'service_token.revoked', presentActor(viewer), serviceToken!);
  });
}

/** Whose token it is, which was used just now. Looked up each time. @throws AppError unauthorized */
export async function serviceBy(token: string, now = new Date()): Promise<ServiceTokenRecord> {
  const given = parseSecretToken(token);
  const record = given && (await ServiceTokenModel.findById(toId(given.id)).lean());
  if (!record || !matches(given.secret, record.tokenHash)) throw new AppError('unauthorized');
  const { _id, lastUsedAt } = record;
  const stale = now.getTime() - (lastUsedAt?.getTime() ?? 0) >= MINUTE_MS;
  if (stale) await ServiceTokenModel.updateOne({ _id }, { $set: { lastUsedAt: now } });
  return record;
}

const MINUTE_MS = 60_000;

async function presentAll(tokens: ServiceTokenRecord[]): Promise<ServiceToken[]> {
  const makers = await personsById(tokens.map(({ createdBy }) => createdBy));
  return tokens.map((token) => presentServiceToken(token, found(makers.get(token.createdBy.toString()))));
}
