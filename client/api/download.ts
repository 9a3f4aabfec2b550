import { hasCode } from './problem.ts';
import { fileWith } from './request.ts';
import { freshToken, renewToken } from './token.ts';

/** Fetches a file as the signed-in member and hands it to the browser to keep, under the name the server gives it. Throws ApiProblem. */
export async function saveFile(path: string): Promise<void> {
  const response = await fetched(path);
  const link = document.createElement('a');
  const url = URL.createObjectURL(await response.blob());
  link.href = url;
  link.download = nameIn(response.headers.get('content-disposition') ?? '');
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function fetched(path: string): Promise<Response> {
  try {
    return await fileWith(await freshToken(), path);
  } catch (error) {
    if (!hasCode(error, 'unauthorized')) throw error;
    return fileWith(await renewToken(), path);
  }
}

const nameIn = (disposition: string): string => /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? 'export';
