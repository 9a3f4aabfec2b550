import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { SignedIn } from '../../bench/people.ts';
import type { Post } from '../../shared/topics.ts';

/** What an author has sent, again and again until it was acknowledged. What was not may be there, but once at most. */
export type Submission = { author: string; clientId: string; topicId: string; post: Post | null };

export type Answer = { status: number; body: unknown; retryAfter: number | null };

/** What a client is to send again: nobody was there (0 where the connection failed), or nobody could at the moment. */
const PASSING = new Set([0, 429, 502, 503, 504]);
const ATTEMPT_MS = 10_000;
const PATIENCE_MS = 90_000;

/** Someone who writes, and does not give up. */
export class Author {
  readonly member: SignedIn;
  readonly submissions: Submission[] = [];
  readonly #url: string;

  constructor(member: SignedIn, url: string) {
    this.member = member;
    this.#url = url;
  }

  /** Posts, and comes back when it is acknowledged. @throws when it is refused for good. */
  async post(topicId: string, body?: string): Promise<Submission> {
    const submission = this.#begin(topicId);
    await this.submit(submission, body);
    return submission;
  }

  async submit(submission: Submission, body = textOf(submission)): Promise<void> {
    const { clientId, topicId } = submission;
    const answer = await this.insist('POST', `/topics/${topicId}/posts`, { clientId, body });
    submission.post = (answer.body as { post: Post }).post;
  }

  /** Posts, and does not try again. */
  async try(topicId: string): Promise<Answer> {
    const submission = this.#begin(topicId);
    const { clientId } = submission;
    const body = textOf(submission);
    const answer = await this.ask('POST', `/topics/${topicId}/posts`, { clientId, body }).catch(noAnswer);
    if (answer.status === 201) submission.post = (answer.body as { post: Post }).post;
    return answer;
  }

  /** Asks until there is an answer that is meant. @throws when it is a refusal. */
  async insist(method: string, path: string, body?: unknown): Promise<Answer> {
    for (const end = Date.now() + PATIENCE_MS; ; ) {
      const answer = await this.ask(method, path, body).catch(noAnswer);
      if (answer.status >= 200 && answer.status < 300) return answer;
      if (!PASSING.has(answer.status) || Date.now() > end) {
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      const seconds = Math.min(answer.retryAfter ?? 0.1, 1);
      await wait(seconds * 1_000 * (0.5 + Math.random()));
    }
  }

  #begin(topicId: string): Submission {
    const submission: Submission = { author: this.member.id, clientId: randomUUID(), topicId, post: null };
    this.submissions.push(submission);
    return submission;
  }

  /** Asks once. @throws when the connection fails. */
  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.member.token()}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(ATTEMPT_MS),
    });
    const text = await response.text();
    const retryAfter = Number(response.headers.get('retry-after')) || null;
    return { status: response.status, body: text ? JSON.parse(text) : null, retryAfter };
  }
}

/** The same however often it is sent, and nobody has said it before: the same twice in a row is refused. */
const textOf = ({ clientId }: Submission): string => `A reply, ${clientId}.`;

/** What stands for an answer where there is none. */
export const noAnswer = (error: Error): Answer => ({
  status: 0,
  body: `${error} ${error.cause ?? ''}`,
  retryAfter: null,
});
