import { Types } from 'mongoose';

/** How ids lie in the store. */
export type ObjectId = Types.ObjectId;

/** A new id; in time order among those one process makes. */
export const newId = (): ObjectId => new Types.ObjectId();

/** @param id 24 hexadecimal digits, as `shared/values` has checked. */
export const toId = (id: string): ObjectId => new Types.ObjectId(id);
