import { Binary } from 'bson';
import type { Reply, ReplyValue } from './encode.ts';

/** A plain object among the values of a reply. */
export function isReply(value: ReplyValue): value is Reply {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** A UUID as clients write it. */
export function uuid(bytes: Uint8Array): Binary {
  return new Binary(bytes, Binary.SUBTYPE_UUID);
}
