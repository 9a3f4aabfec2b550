import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Engine } from './commands/engine.ts';
import { type Limits, limitOptions, readLimits } from './limits.ts';
import { runTool } from './tools/run.ts';
import { type Address, WireServer } from './wire/server.ts';

const usage = 'usage: --data DIR (--socket PATH | --port N [--host 127.0.0.1]) [--with-parent]';

type Options = { data: string; address: Address; withParent: boolean; limits: Limits };

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      socket: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      'with-parent': { type: 'boolean', default: false },
      ...limitOptions,
    },
  });
  if (!values.data || (values.socket === undefined) === (values.port === undefined)) throw new Error(usage);
  const port = Number(values.port);
  if (values.port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536))
    throw new Error(`--port ${values.port} is no port`);
  const address = values.socket === undefined ? { host: values.host, port } : { socket: resolve(values.socket) };
  return { data: resolve(values.data), address, withParent: values['with-parent'], limits: readLimits(values) };
}

async function start(): Promise<void> {
  const { data, address, withParent, limits } = readOptions();
  prepare(data);
  const engine = opened(data, address, limits);
  const server = new WireServer(engine);
  const uri = await server.listen(address);
  const stop = once(async () => {
    await server.close();
    await engine.close();
    process.exit(0);
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (withParent) process.stdin.on('end', stop).on('error', stop).resume();
  process.stdout.write(`${JSON.stringify({ listening: uri })}\n`);
}

function prepare(data: string): void {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(`cannot write to the data directory ${data}: ${(error as Error).message}`);
  }
}

function opened(data: string, address: Address, limits: Limits): Engine {
  try {
    return new Engine(data, 'socket' in address ? address.socket : `${address.host}:${address.port}`, limits);
  } catch (error) {
    throw new Error(`cannot open the data in ${data}: ${(error as Error).message}`);
  }
}

function once(action: () => Promise<void>): () => void {
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    action().catch(failed);
  };
}

function failed(error: unknown): void {
  process.stderr.write(`embedded store: ${(error as Error).message}\n`);
  process.exit(1);
}

const [tool, ...rest] = process.argv.slice(2);
if (tool === undefined || tool.startsWith('-')) start().catch(failed);
else runTool(tool, rest).then((code) => process.exit(code), failed);
