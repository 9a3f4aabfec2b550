import { existsSync } from 'node:fs';
import { z } from 'zod';
import { StartError } from './lib/errors.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^(rediss?|unix):\/\//, 'must begin with redis://, rediss:// or unix://')
    .optional(),
  GUILDHALL_DATA: z.string().default('./data'),
  JWT_SECRET: z.string().min(32, 'must be at least 32 characters').optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  DRAIN_SECONDS: z.coerce.number().min(0).max(600).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  METRICS_TOKEN: z.string().min(16, 'must be at least 16 characters').optional(),
  DEMO: flag.optional(),
  JOB_SECONDS: z.coerce.number().min(0.1).max(15).default(15),
  LADDER: z.enum(['default', 'quick']).optional(),
  PING_SECONDS: z.coerce.number().min(1).max(300).default(25),
  BACKLOG: z.coerce.number().int().min(1).max(100_000).default(1_000),
  LIMIT_FACTOR: z.coerce.number().min(0.01).max(1_000_000).default(1),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
    .refine((url) => URL.canParse(url) && new URL(url).pathname === '/', 'must have no path')
    .transform((url) => new URL(url).origin)
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/]/, 'must begin with smtp:// or smtps:// and name a server')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\p{Cc}]*(<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/u, 'must be an e-mail address, or Name <address>')
    .optional(),
});

/** Everything that may differ between two Guildhalls. Read once at the start, then only passed on. */
export type Config = Readonly<{
  port: number;
  host: string;
  /** Without it the embedded store runs, in `data`. */
  mongodbUri?: string;
  data: string;
  /** Through it nodes that share a store tell each other at once what happens, and count limits together. */
  redisUrl?: string;
  /** Signs access tokens; without it a key is made on the first start and kept in the store. */
  jwtSecret?: string;
  /** How many proxies stand in front: how much of X-Forwarded-For to believe. */
  trustProxy: number;
  /** How long a node that stops leaves idle connections open, in seconds, for a proxy in front to close them. */
  drainSeconds: number;
  logLevel: string;
  /** What /metrics asks for; without it only this machine may read them. */
  metricsToken?: string;
  /** Fill an empty store with a demo community. */
  demo: boolean;
  ladder: 'default' | 'quick';
  /** How often the node that does it looks for ranks that time changes; a lease lasts for some turns. */
  jobMs: number;
  /** How many events a client may have missed and still catch up; beyond it fetches afresh. */
  backlog: number;
  /** Multiplies every rate limit; for load tests. */
  limitFactor: number;
  /** Where members open Guildhall, without a slash at the end; without it this machine, for trying things out. */
  publicUrl?: string;
  /** Without a mail server mails stay in the outbox. */
  smtpUrl?: string;
  /** `Name <address>`; without it an address at the host of `publicUrl`. */
  mailFrom?: string;
  /** How long after a mail was not taken it is tried again for the first time. */
  mailPauseMs: number;
  /** What differs from the usual bounds: the pings, and what tests set. */
  bounds?: Partial<LiveBounds>;
}>;

/** What the live side puts up with. */
export type LiveBounds = {
  /** How many bytes may wait to be taken by one client. */
  socketBytes: number;
  /** How many bytes may wait for all clients of a node. */
  nodeBytes: number;
  /** After how many milliseconds of silence a client is asked whether it is there. */
  pingInterval: number;
  /** How many milliseconds its answer may take. */
  pingTimeout: number;
};

/** @throws StartError naming each variable that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new StartError(`The settings are wrong. ${faults.join('; ')}`);
  }
  const { data } = parsed;
  const demo = data.DEMO ?? data.MONGODB_URI === undefined;
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    mongodbUri: data.MONGODB_URI,
    data: data.GUILDHALL_DATA,
    redisUrl: data.REDIS_URL,
    jwtSecret: data.JWT_SECRET,
    trustProxy: data.TRUST_PROXY,
    drainSeconds: data.DRAIN_SECONDS ?? (data.TRUST_PROXY > 0 ? 5 : 0),
    logLevel: data.LOG_LEVEL,
    metricsToken: data.METRICS_TOKEN,
    demo,
    ladder: data.LADDER ?? (demo ? 'quick' : 'default'),
    jobMs: data.JOB_SECONDS * 1_000,
    backlog: data.BACKLOG,
    limitFactor: data.LIMIT_FACTOR,
    publicUrl: data.PUBLIC_URL,
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM,
    mailPauseMs: 30_000,
    bounds: pings(data.PING_SECONDS * 1_000),
  });
}

/** A client has four fifths of the time between two pings to answer. */
const pings = (pingInterval: number) => ({ pingInterval, pingTimeout: 0.8 * pingInterval });

/** The process's own configuration, with what a `.env` file beside it says. */
export function readProcessConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
}
