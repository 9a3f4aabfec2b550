import { z } from 'zod';
import { line, text } from '../values.ts';

/**
 * What a partner asks of those who would be its experts: certificates, training, hands-on experience, a portfolio, questions of its own,
 * which applicants answer; and reviews, which the partner's managers hold.
 */
export const StepKind = z.enum(['certification', 'training', 'experience', 'portfolio', 'review', 'question']);
export type StepKind = z.infer<typeof StepKind>;

/**
 * A step of a partner's process. `id` stays when its text is changed. `required`: one of the partner's own qualifications, which its
 * managers say whether an applicant meets. `months`: how long what was shown is good for; null: for ever.
 * `links`, `files`: how many an answer may have.
 */
export const Step = z.strictObject({
  id: z.string().regex(/^[a-z0-9](-?[a-z0-9]){0,39}$/, 'must be lower-case words joined by hyphens'),
  kind: StepKind,
  title: line(120),
  details: z.string().trim().max(2_000),
  required: z.boolean(),
  months: z.int().min(1).max(120).nullable(),
  links: z.int().min(0).max(10),
  files: z.int().min(0).max(5),
});
export type Step = z.infer<typeof Step>;

/** Reviews are held by the partner: nobody answers them. */
export const isAsked = ({ kind }: Step): boolean => kind !== 'review';

export const Steps = z
  .array(Step)
  .max(20)
  .refine((steps) => new Set(steps.map(({ id }) => id)).size === steps.length, 'must each have an id of their own');

/** `version` counts its changes, from 1. `jss`: what this partner asks for where that is more than what all ask for. */
export const Process = z.strictObject({
  version: z.int(),
  jss: z.int().min(80).max(100),
  steps: z.array(Step),
});
export type Process = z.infer<typeof Process>;

/** A process in the place of the one that was `basedOn`. */
export const NewProcess = z.strictObject({ basedOn: z.int(), jss: Process.shape.jss, steps: Steps });
export type NewProcess = z.infer<typeof NewProcess>;

/** What a manager says of a step someone has answered. `until`: how long it is good for, where that ends. */
export const Mark = z.strictObject({
  step: z.string(),
  met: z.boolean(),
  until: z.iso.datetime().nullable(),
});
export type Mark = z.infer<typeof Mark>;

export const NewMark = z.strictObject({ met: z.boolean().nullable(), note: text(500).optional() });
export type NewMark = z.infer<typeof NewMark>;
