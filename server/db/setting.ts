import { randomBytes } from 'node:crypto';
import { model, Schema } from 'mongoose';

type SettingRecord = { _id: string; value: string };

const schema = new Schema<SettingRecord>(
  { _id: String, value: { type: String, required: true } },
  { versionKey: false },
);
const Setting = model<SettingRecord>('Setting', schema, 'settings');

/** A secret all nodes share: made by whichever asks first. 32 random bytes in base64url. */
export const sharedSecret = (name: string): Promise<string> =>
  sharedSetting(name, () => randomBytes(32).toString('base64url'));

/** What all nodes share: made by whichever asks first. */
export async function sharedSetting(name: string, make: () => string): Promise<string> {
  const kept = await Setting.findOneAndUpdate(
    { _id: name },
    { $setOnInsert: { value: make() } },
    { upsert: true, returnDocument: 'after' },
  ).lean();
  return kept!.value;
}
