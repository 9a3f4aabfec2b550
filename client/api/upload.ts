import { strings } from '../strings.ts';
import { asMember } from './http.ts';
import { ApiProblem } from './problem.ts';
import { type Method, problemOf } from './request.ts';

type Progress = (share: number) => void;

/** Sends a file as it is, as the signed-in member. @param progress hears how much has gone, from 0 to 1. Throws ApiProblem. */
export const upload = <Answer>(
  method: Method,
  path: string,
  file: Blob,
  progress: Progress = () => {},
): Promise<Answer> => asMember((token) => sendFile<Answer>(token, method, path, file, progress));

/** `fetch` does not tell how far a file has gone. */
async function sendFile<Answer>(
  token: string,
  method: Method,
  path: string,
  file: Blob,
  progress: Progress,
): Promise<Answer> {
  const request = new XMLHttpRequest();
  request.open(method, `/api/v1${path}`);
  request.timeout = 120_000;
  request.setRequestHeader('authorization', `Bearer ${token}`);
  request.setRequestHeader('accept', 'application/json');
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
  await ended(request, file);
  if (request.status === 0) throw new ApiProblem('unreachable', 0, strings.problems.unreachable);
  const response = answerOf(request);
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Answer;
}

const ended = (request: XMLHttpRequest, file: Blob): Promise<void> =>
  new Promise((resolve) => {
    request.onloadend = () => resolve();
    request.send(file);
  });

function answerOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  const wait = request.getResponseHeader('retry-after');
  if (wait) headers.set('retry-after', wait);
  return new Response(request.responseText, { status: request.status, headers });
}
