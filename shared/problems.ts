import { z } from 'zod';

/**
 * Every refusal Guildhall knows, by the code that programs may rely on.
 * The same codes answer HTTP requests (as problem documents) and socket requests (as `{ ok: false, code }`).
 */
export const PROBLEMS = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  unauthorized: { status: 401, title: 'Sign in first' },
  wrong_credentials: { status: 401, title: 'Wrong username or password' },
  forbidden: { status: 403, title: 'You may not do this' },
  not_a_member: { status: 403, title: 'Join the group first' },
  not_found: { status: 404, title: 'There is nothing here that you can see' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  already_member: { status: 409, title: 'You are in this group already' },
  closed_group: { status: 403, title: 'This group is closed: ask its leaders to let you in' },
  open_group: { status: 409, title: 'This group is open: you can join it right away' },
  banned: { status: 403, title: 'You have been banned from this group' },
  suspended: { status: 403, title: 'This account is suspended' },
  registration_closed: { status: 403, title: 'Nobody can sign up here for now' },
  slow_mode: { status: 429, title: 'This group is in slow mode: wait a little between your posts' },
  rule_refused: { status: 422, title: 'A rule of this group does not allow this' },
  topic_locked: { status: 409, title: 'This topic is locked' },
  topic_removed: { status: 409, title: 'This topic has been removed' },
  topic_merged: { status: 409, title: 'This topic has become part of another one' },
  already_acted: { status: 409, title: 'Someone else was quicker' },
  claimed: { status: 409, title: 'Someone else is looking at this now' },
  already_appealed: { status: 409, title: 'You have appealed against this already' },
  undo_over: { status: 409, title: 'It is too late to undo this' },
  settings_changed: { status: 409, title: 'This has been changed meanwhile' },
  muted: { status: 403, title: 'You may not post in this group for now' },
  archived: { status: 409, title: 'This group is archived: it can be read and no more' },
  already_requested: { status: 409, title: 'You have asked to join already' },
  already_invited: { status: 409, title: 'This member has been invited already' },
  already_reported: { status: 409, title: 'You have reported this already' },
  already_decided: { status: 409, title: 'This has been decided already' },
  invitation_ended: { status: 409, title: 'This invitation is no longer good' },
  not_invited: { status: 403, title: 'You can apply once you are invited' },
  not_qualified: { status: 409, title: 'The qualifications are not met' },
  already_applied: { status: 409, title: 'You have applied already' },
  already_expert: { status: 409, title: 'They are an expert already' },
  own_dealings: { status: 403, title: 'Nobody decides about themselves' },
  process_changed: { status: 409, title: 'The process has been changed meanwhile' },
  file_refused: { status: 422, title: 'This file is not of a kind that is taken' },
  not_subscribed: { status: 404, title: 'You are not subscribed to this' },
  blocked: { status: 403, title: 'You cannot write to this member' },
  limit_reached: { status: 409, title: 'There is no room for more' },
  guidelines_changed: { status: 409, title: 'The guidelines have changed; read and accept the new ones' },
  last_leader: { status: 409, title: 'A group needs a leader' },
  username_taken: { status: 409, title: 'This username is taken' },
  email_taken: { status: 409, title: 'This e-mail address has an account already' },
  slug_taken: { status: 409, title: 'This address is taken' },
  duplicate_post: { status: 409, title: 'You have just posted this' },
  ladder_changed: { status: 409, title: 'The ladder has been changed meanwhile' },
  rank_in_use: { status: 409, title: 'This name belongs to a rank on the ladder' },
  draft_newer: { status: 409, title: 'There is a newer version of this draft' },
  invalid_link: { status: 400, title: 'This link is not one of ours, or not the whole of it' },
  post_removed: { status: 409, title: 'This post has been removed' },
  too_large: { status: 413, title: 'The request is too large' },
  rate_limited: { status: 429, title: 'Too many requests; come back a little later' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  busy: { status: 503, title: 'The server is busy; come back in a moment' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

export const FieldError = z.strictObject({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** A problem document (RFC 9457), the body of every HTTP answer with status 400 or above. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(FieldError).optional(),
  /** What is there instead, where the request was refused for that. */
  current: z.unknown().optional(),
});
export type Problem = z.infer<typeof Problem>;
