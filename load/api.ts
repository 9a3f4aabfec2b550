import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';

/** `status` is 0 where there was none; then `code` says what happened. `retryAfter` is in seconds. */
export type Answer = { status: number; code: string; body: unknown; retryAfter: number | null; cookies: string[] };

export type Asking = { token?: string; cookie?: string; body?: unknown };

const PATIENCE_MS = 15_000;
/** Requests under way at a time, to each node. */
const CONNECTIONS = 512;

/** Guildhall's API, on its nodes in turn. */
export class Api {
  readonly #urls: URL[];
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: CONNECTIONS }),
  };
  #turn = 0;

  constructor(urls: string[]) {
    this.#urls = urls.map((url) => new URL(url));
  }

  /** Asks once, below `/api/v1`. */
  ask(method: string, path: string, asking: Asking = {}): Promise<Answer> {
    const url = this.#urls[this.#turn++ % this.#urls.length]!;
    const protocol = url.protocol as 'http:' | 'https:';
    const text = asking.body === undefined ? undefined : JSON.stringify(asking.body);
    const options: RequestOptions = {
      method,
      agent: this.#agents[protocol],
      headers: headersOf(asking, text),
      timeout: PATIENCE_MS,
    };
    const address = new URL(`${url.pathname.replace(/\/$/, '')}/api/v1${path}`, url);
    return new Promise((resolve) => {
      const request = (protocol === 'https:' ? https : http).request(address, options, (response) =>
        read(response).then(resolve, (error) => resolve(none(error))),
      );
      request.on('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'no answer' })));
      request.on('error', (error: NodeJS.ErrnoException) => resolve(none(error)));
      request.end(text);
    });
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }
}

/** Whether asking again later may do. */
export const isPassing = ({ status }: Answer): boolean => [0, 429, 502, 503, 504].includes(status);

export const isDone = ({ status }: Answer): boolean => status >= 200 && status < 300;

function headersOf({ token, cookie }: Asking, text?: string): Record<string, string | number> {
  return {
    'user-agent': 'guildhall-load',
    ...(token && { authorization: `Bearer ${token}` }),
    ...(cookie && { cookie }),
    ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
}

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const status = response.statusCode!;
  const json = /json/.test(response.headers['content-type'] ?? '');
  const body: unknown = json && text ? JSON.parse(text) : null;
  const code = status < 400 ? '' : ((body as { code?: string } | null)?.code ?? `HTTP ${status}`);
  const cookies = (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]!);
  return { status, code, body, retryAfter: Number(response.headers['retry-after']) || null, cookies };
}

const none = ({ code, message }: NodeJS.ErrnoException): Answer => ({
  status: 0,
  code: code ?? message,
  body: null,
  retryAfter: null,
  cookies: [],
});
