import { randomBytes } from 'node:crypto';
import { model, Schema } from 'mongoose';

type SettingRecord = { _id: string; value: string };

const schema = new Schema<SettingRecord>(
  { _id: String, value: { type: String, required: true } },
  { versionKey: false },
);
const Setting = model<SettingRecord>('Setting', schema, 'settings');

/** A secret all nodes share: made by whichever asks first. 32 random bytes in base64url. */
export async function sharedSecret(name: string): Promise<string> {
  const value = randomBytes(32).toString('base64url');
  const kept = await Setting.findOneAndUpdate(
    { _id: name },
    { $setOnInsert: { value } },
    { upsert: true, returnDocument: 'after' },
  ).lean();
  return kept!.value;
}
