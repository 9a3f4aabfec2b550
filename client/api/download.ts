import { asMember } from './http.ts';
import { fileWith } from './request.ts';

/** Fetches a file as the signed-in member and hands it to the browser to keep, under the name the server gives it. Throws ApiProblem. */
export async function saveFile(path: string): Promise<void> {
  const response = await asMember((token) => fileWith(token, path));
  const link = document.createElement('a');
  const url = URL.createObjectURL(await response.blob());
  link.href = url;
  link.download = nameIn(response.headers.get('content-disposition') ?? '');
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const nameIn = (disposition: string): string => /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? 'export';
