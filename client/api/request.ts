import type { Problem } from '../../shared/problems.ts';
import { strings } from '../strings.ts';
import { ApiProblem, type FailureCode } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a browser sends on for a page that is gone; beyond it would send nothing. */
const LAST_WORDS = 20_000;

/** Asks with the given token, or as nobody. @param leaving the page may be gone before the answer is there. Throws ApiProblem. */
export async function askWith<Answer>(
  token: string | null,
  method: Method,
  path: string,
  body?: unknown,
  leaving = false,
): Promise<Answer> {
  const headers = new Headers({ accept: 'application/json' });
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const text = body === undefined ? undefined : JSON.stringify(body);
  const keepalive = leaving && (text?.length ?? 0) <= LAST_WORDS;
  const response = await send(`/api/v1${path}`, { method, headers, body: text, keepalive });
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** A file that is made while it comes, which may take its time. Throws ApiProblem. */
export async function fileWith(token: string, path: string): Promise<Response> {
  const response = await send(`/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } }, 600_000);
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Asks as nobody what the server answers once it has something to say, or after half a minute. Throws ApiProblem. */
export async function waitFor<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  const response = await send(`/api/v1${path}`, { headers: { accept: 'application/json' }, signal }, 45_000);
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Answer;
}

async function send(url: string, init: RequestInit, wait = 20_000): Promise<Response> {
  const signals = [AbortSignal.timeout(wait), init.signal].filter((signal) => signal != null);
  try {
    return await fetch(url, { ...init, credentials: 'same-origin', signal: AbortSignal.any(signals) });
  } catch {
    throw new ApiProblem('unreachable', 0, strings.problems.unreachable);
  }
}

/** What an answer that refuses says. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  const wait = Number(response.headers.get('retry-after'));
  const code = (problem?.code ?? 'internal') as FailureCode;
  const detail = problem?.detail || problem?.title || strings.problems.unexpected;
  const known = new ApiProblem(code, response.status, detail, problem?.errors, wait > 0 ? wait : undefined);
  known.current = problem?.current ?? null;
  return known;
}
