import { arch, cpus, hostname, platform, release, totalmem } from 'node:os';
import type { Reply } from '../bson/encode.ts';
import { docOf } from '../bson/types.ts';
import { refuse } from '../errors.ts';
import type { Request } from './request.ts';

/** The machine, as shells and monitoring ask for it. */
export function hostInfo(): Reply {
  return {
    system: {
      currentTime: new Date(),
      hostname: hostname(),
      cpuAddrSize: 64,
      memSizeMB: Math.floor(totalmem() / 1048576),
      numCores: cpus().length,
      cpuArch: arch(),
    },
    os: { type: platform(), name: platform(), version: release() },
    extra: {},
  };
}

export function getCmdLineOpts({ engine }: Request): Reply {
  return { argv: process.argv.slice(1), parsed: { net: { address: engine.address } } };
}

/** Shells ask for warnings when they connect; there are none. What else is logged goes to the error output. */
export function getLog(request: Request): Reply {
  const wanted = request.text('getLog');
  if (wanted === '*') return { names: ['startupWarnings'] };
  if (wanted !== 'startupWarnings') refuse(`the log ${wanted}`);
  return { totalLinesWritten: 0, log: [] };
}

/** The names of the commands there are, in the form of MongoDB's answer. */
export function commandList(names: string[]): Reply {
  return { commands: docOf(Object.fromEntries(names.map((name) => [name, docOf({ help: '' })]))) };
}
