import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';

/** One store for the whole run: the one MONGODB_URI names, or an embedded one in a directory of its own. */
export default async function startStore() {
  if (process.env.MONGODB_URI) {
    process.env.TEST_STORE_URI = process.env.MONGODB_URI;
    return;
  }
  register();
  const { startEmbedded } = await import('../../embedded/supervise.ts');
  const store = await startEmbedded({ data: await mkdtemp(join(tmpdir(), 'guildhall-test-')) });
  process.env.TEST_STORE_URI = store.uri;
  globalThis.testStore = store;
}
