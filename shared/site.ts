import { z } from 'zod';
import { REASON_LENGTH } from './acts.ts';
import { RULES, Rule } from './rules.ts';
import { Head, Time, text } from './values.ts';

/** How often (`points`) in how many seconds (`duration`) something may be done. */
export const Limit = z.strictObject({ points: z.int().min(1).max(1_000_000), duration: z.int().min(1).max(86_400) });
export type Limit = z.infer<typeof Limit>;

/**
 * What holds on the whole site. `rules` are asked before a group's own. `limits`: those that are not as they come, by name.
 * `registration`: whether anyone may sign up. `version` counts the changes.
 */
export const Site = z.strictObject({
  version: z.int(),
  registration: z.enum(['open', 'closed']),
  rules: z.array(Rule),
  limits: z.record(z.string(), Limit),
  /** As they come, by name. */
  defaults: z.record(z.string(), Limit),
  changedAt: Time.nullable(),
  head: Head,
});
export type Site = z.infer<typeof Site>;

/** @property version the one that was changed: not the latest any more, and it is refused. */
export const SiteChange = z.strictObject({
  version: z.int().min(0),
  registration: z.enum(['open', 'closed']),
  rules: z.array(Rule).max(RULES),
  limits: z.record(z.string().max(40), Limit),
  reason: text(REASON_LENGTH),
});
export type SiteChange = z.infer<typeof SiteChange>;
