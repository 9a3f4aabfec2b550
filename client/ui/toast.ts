import { notifications } from '@mantine/notifications';
import { ApiProblem } from '../api/problem.ts';
import { strings } from '../strings.ts';

/** A quiet note in the corner. The same `id` never shows twice at a time. */
export function toast(message: string, title?: string, id?: string): void {
  notifications.show({ id, title, message, color: 'verdigris' });
}

export function toastProblem(error: unknown): void {
  notifications.show({ message: problemText(error), color: 'brick' });
}

/** What to tell about a failed request. */
export function problemText(error: unknown): string {
  if (!(error instanceof ApiProblem)) return strings.problems.unexpected;
  const first = error.errors[0];
  const wait = error.retryAfter ? ` ${strings.problems.wait(error.retryAfter)}` : '';
  return (first ? `${error.message} (${first.path}: ${first.message})` : error.message) + wait;
}
