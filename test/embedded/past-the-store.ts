import { recordId, tableName } from '../../embedded/catalog/collection.ts';
import { Environment } from '../../embedded/store/environment.ts';
import { Overlay } from '../../embedded/store/overlay.ts';

/** Puts other bytes in the place of the first document of the first collection, which has to have the same `_id`. */
export async function insertRaw(directory: string, bytes: Buffer): Promise<void> {
  const environment = new Environment(directory);
  const overlay = new Overlay();
  overlay.put(tableName(16) + recordId(1), bytes);
  environment.commit(overlay);
  await environment.close();
}
