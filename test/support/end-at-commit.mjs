// Loaded ahead of a node (NODE_OPTIONS=--import): sends the node a signal, once, in the moment between a commit and the
// first word of it to anyone. Armed by a file that holds the signal's name; what was committed is written beside it.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { onCommitted } from '../../dist/server/events/write.js';

const orders = process.env.END_AT_COMMIT && `${process.env.END_AT_COMMIT}-${process.env.PORT}`;

// The node's own listener comes after this one.
if (orders) {
  onCommitted((events) => {
    if (events.length === 0 || !existsSync(orders)) return;
    const signal = readFileSync(orders, 'utf8');
    rmSync(orders);
    writeFileSync(`${orders}.writing`, JSON.stringify(events.map(({ stream, seq }) => ({ stream, seq }))));
    renameSync(`${orders}.writing`, `${orders}.done`);
    process.kill(process.pid, signal);
  });
}
