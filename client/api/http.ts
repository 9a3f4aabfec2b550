import { hasCode } from './problem.ts';
import { askWith, type Method } from './request.ts';
import { freshToken, renewToken } from './token.ts';

/** Asks as the signed-in member; a refused token is renewed once. Throws ApiProblem. */
export async function ask<Answer>(method: Method, path: string, body?: unknown, leaving = false): Promise<Answer> {
  try {
    return await askWith<Answer>(await freshToken(), method, path, body, leaving);
  } catch (error) {
    if (!hasCode(error, 'unauthorized')) throw error;
    return askWith<Answer>(await renewToken(), method, path, body, leaving);
  }
}
