import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, raw } from 'express';
import type { Download, Picture } from './route.ts';

/** The bytes a request carries, whatever it calls them. @param most how many there may be: beyond that it is too large. */
export async function receive(request: Request, response: Response, most: number): Promise<Buffer> {
  const read = raw({ type: () => true, limit: most });
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** Sends a file to be kept. Should a browser open it all the same, nothing in it is run or fetched. */
export async function sendDownload({ name, type, parts }: Download, response: Response): Promise<void> {
  response.set('Cache-Control', 'no-store').set('Content-Security-Policy', SHUT).attachment(name).type(type);
  try {
    await pipeline(Readable.from(parts), response);
  } catch (error) {
    // Whoever goes away in the middle does no harm. Anything else has broken the connection off, and cannot be answered any more.
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') process.emitWarning(error as Error);
  }
}

/** Sends a picture, which never becomes another one at that address. */
export function sendPicture({ type, content }: Picture, response: Response): void {
  response.set('Cache-Control', 'public, max-age=31536000, immutable').set('Content-Security-Policy', SHUT);
  response.type(type).send(content);
}

const SHUT = "sandbox; default-src 'none'";
