import type { Request, Response } from 'express';
import { z } from 'zod';
import { Id } from '../../shared/values.ts';
import type { AccountRecord } from '../accounts/account.ts';
import type { Tokens } from '../accounts/tokens.ts';
import type { LimitName, Limits } from '../lib/limits.ts';
import type { BadgeTokens } from '../partners/badge-tokens.ts';
import type { Visitors } from '../partners/visitors.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & ParamsOf<Rest>
  : Path extends `${string}:${infer Name}`
    ? Record<Name, string>
    : unknown;

/** What a row of the table is given, all of it checked. */
export type Call<Path extends string = string, Query = unknown, Body = unknown> = {
  params: ParamsOf<Path>;
  query: Query;
  body: Body;
  tokens: Tokens;
  /** For what is limited by more than who asks. */
  limits: Limits;
  badges: BadgeTokens;
  visitors: Visitors;
  /** What was sent as it is; empty where the row takes no `upload`. */
  content: Buffer;
  request: Request;
  response: Response;
};

/** Who calls. */
export type Caller = { viewer: AccountRecord; sessionId: string };

type Shape<Query extends z.ZodType, Body extends z.ZodType> = {
  summary: string;
  query?: Query;
  body?: Body;
  /** How many bytes it takes as they are, whatever they are called, where it takes a file. */
  upload?: number;
  /** What it answers with; nothing (204) where there is no schema. */
  answer?: z.ZodType;
  /** The media types of the file it answers with (a `Download` or a `Picture`), where it answers with one. */
  file?: string[];
  /** 201 where it makes something, else 200. */
  status?: 200 | 201;
  /** What it answers with (202) where what was sent has to wait. */
  later?: z.ZodType;
  limit?: LimitName;
};

/** A row of the API's table, as the router, the documentation and the tests read it. */
export type Route = Shape<z.ZodType, z.ZodType> & {
  method: Method;
  path: string;
  access: 'open' | 'signed in' | 'service';
  act: (call: Call & Partial<Caller>) => Promise<unknown>;
};

/** An answer with a status of its own, where that depends on what happened. */
export class Reply {
  readonly status: 200 | 201 | 202;
  readonly body: unknown;

  constructor(status: 200 | 201 | 202, body: unknown) {
    this.status = status;
    this.body = body;
  }
}

/** An answer that is to be found elsewhere. */
export class Elsewhere {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }
}

/**
 * An answer that is a file to keep, made while it is sent: `parts` are asked for as fast as they are taken. Whoever makes one has
 * looked at who may have it before. If a part fails the connection breaks off, so that nobody takes what came for the whole.
 */
export class Download {
  readonly name: string;
  readonly type: string;
  readonly parts: AsyncIterable<string> | Iterable<Buffer>;

  /** @param type with its character set, where it has one. */
  constructor(name: string, type: string, parts: Download['parts']) {
    this.name = name;
    this.type = type;
    this.parts = parts;
  }
}

/** An answer that is a picture to be shown, the same for everyone and for ever. */
export class Picture {
  readonly type: string;
  readonly content: Buffer;

  constructor({ type, content }: Pick<Picture, 'type' | 'content'>) {
    this.type = type;
    this.content = content;
  }
}

type Nothing = z.ZodUndefined;

/** 201 for what was made now, 200 for what the client had made before under the same name. */
export function answerCreated({ created, ...body }: { created: boolean }): Reply {
  return new Reply(created ? 201 : 200, body);
}

/** As `answerCreated`; 202 for what waits until it is decided about. */
export const answerPosted = (answer: { created: boolean } | { held: unknown }): Reply =>
  'held' in answer ? new Reply(202, answer) : answerCreated(answer);

/** A row for anyone. */
export function open<Path extends string, Query extends z.ZodType = Nothing, Body extends z.ZodType = Nothing>(
  method: Method,
  path: Path,
  shape: Shape<Query, Body>,
  act: (call: Call<Path, z.output<Query>, z.output<Body>>) => Promise<unknown>,
): Route {
  return { method, path, access: 'open', ...shape, act: act as Route['act'] };
}

/** A row for those who are signed in. */
export function signedIn<Path extends string, Query extends z.ZodType = Nothing, Body extends z.ZodType = Nothing>(
  method: Method,
  path: Path,
  shape: Shape<Query, Body>,
  act: (call: Call<Path, z.output<Query>, z.output<Body>> & Caller) => Promise<unknown>,
): Route {
  return { method, path, access: 'signed in', ...shape, act: act as Route['act'] };
}

/** A row for services that speak for the marketplace, by a token of their own: nobody's account passes here. */
export function service<Path extends string, Query extends z.ZodType = Nothing, Body extends z.ZodType = Nothing>(
  method: Method,
  path: Path,
  shape: Shape<Query, Body>,
  act: (call: Call<Path, z.output<Query>, z.output<Body>>) => Promise<unknown>,
): Route {
  return { method, path, access: 'service', ...shape, act: act as Route['act'] };
}

/** The schema of a path's parameters: ids are checked, names are looked up. */
export function paramsSchema(path: string): z.ZodObject {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  return z.object(Object.fromEntries(names.map((name) => [name, name === 'id' ? Id : z.string().max(100)])));
}
