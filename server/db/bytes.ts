import type { mongo } from 'mongoose';

/** Bytes as they lie in the store: written as a Buffer, read as what the driver makes of them. */
export type Bytes = Buffer | mongo.Binary;

/** The bytes of a document that was read `lean()`. */
export const bufferOf = (bytes: Bytes): Buffer => (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.value()));
