import { expect } from '@jest/globals';
import { routes } from '../../server/http/routes.ts';
import { Problem } from '../../shared/problems.ts';

export type Answer = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are checked against the row's schema; tests look into them freely.
  body: any;
  headers: Headers;
};

/** What a program without types gets. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely.
export const json = async (response: Response): Promise<any> => response.json();

export type RequestOptions = { token?: string; body?: unknown; raw?: string; headers?: Record<string, string> };

/** Sends a request to the API and holds the answer to the schema of its row, or of problem documents. */
export async function request(
  url: string,
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const { token, body, raw, headers } = options;
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const text = await response.text();
  const answer = { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
  hold(method, path, answer);
  return answer;
}

function hold(method: string, path: string, { status, body, headers }: Answer): void {
  if (status >= 400) {
    expect(headers.get('content-type')).toMatch('application/problem+json');
    Problem.parse(body);
    if (status === 429 || status === 503) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    return;
  }
  const asked = path.split('?')[0]!;
  const route = rows.find((row) => row.method === method && row.pattern.test(asked));
  const shape = status === 202 ? route?.later : route?.answer;
  if (shape) shape.parse(body);
}

const rows = routes.map((row) => ({ ...row, pattern: new RegExp(`^${row.path.replace(/:\w+/g, '[^/]+')}$`) }));
