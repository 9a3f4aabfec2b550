import { hasCode } from './problem.ts';
import { askWith, type Method } from './request.ts';
import { freshToken, renewToken } from './token.ts';

/** Asks as the signed-in member. Throws ApiProblem. */
export const ask = <Answer>(method: Method, path: string, body?: unknown, leaving = false): Promise<Answer> =>
  asMember((token) => askWith<Answer>(token, method, path, body, leaving));

/** Does it with the signed-in member's token; a refused one is renewed once. Throws ApiProblem. */
export async function asMember<Answer>(request: (token: string) => Promise<Answer>): Promise<Answer> {
  try {
    return await request(await freshToken());
  } catch (error) {
    if (!hasCode(error, 'unauthorized')) throw error;
    return request(await renewToken());
  }
}
