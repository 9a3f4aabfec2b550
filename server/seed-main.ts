import { establishStaff } from './accounts/first-staff.ts';
import { readProcessConfig } from './config.ts';
import { openStore } from './db/mongo.ts';
import { StartError } from './lib/errors.ts';
import { createLogger } from './lib/log.ts';
import { establishAssignedRanks } from './ranks/assigned-rank.ts';
import { establishLadder } from './ranks/ladder.ts';
import { seedDemo } from './seed.ts';

try {
  const config = readProcessConfig();
  const store = await openStore(config, createLogger(config.logLevel));
  await establishLadder(config.ladder);
  await establishAssignedRanks();
  await establishStaff();
  const demo = await seedDemo();
  console.log(
    demo
      ? `A demo community is there: ${demo.usernames.length} members, password ${demo.password}`
      : 'The store holds a community already; nothing was changed.',
  );
  await store.close();
} catch (error) {
  console.error(error instanceof StartError ? `Nothing was seeded. ${error.message}` : error);
  process.exit(1);
}
