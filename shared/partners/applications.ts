import { z } from 'zod';
import { Head, Id, line, PageQuery, page, Time, text } from '../values.ts';
import { Headline } from './experts.ts';
import { Person } from './person.ts';
import { Mark, Process } from './process.ts';
import { Qualification } from './qualification.ts';

const Link = z.strictObject({
  title: line(120),
  url: z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' }).max(500),
});

/** A file that was handed in. It is only ever given out to be kept, never shown by the server. `size` in bytes. */
export const EvidenceFile = z.strictObject({ id: Id, name: z.string(), type: z.string(), size: z.int() });
export type EvidenceFile = z.infer<typeof EvidenceFile>;

/** What an applicant shows for one step. */
export const Answer = z.strictObject({
  step: z.string(),
  text: z.string(),
  links: z.array(Link),
  files: z.array(EvidenceFile),
});
export type Answer = z.infer<typeof Answer>;

export const NewAnswer = z.strictObject({
  step: z.string().max(40),
  text: z.string().trim().max(3_000).default(''),
  links: z.array(Link).max(10).default([]),
  /** Of files handed in before. */
  files: z.array(Id).max(5).default([]),
});
export type NewAnswer = z.infer<typeof NewAnswer>;

export const isAnswered = ({ text, links, files }: NewAnswer): boolean =>
  text !== '' || links.length + files.length > 0;

/** What is answered to the process as it was at `processVersion`. */
export const NewApplication = z.strictObject({
  processVersion: z.int(),
  headline: Headline,
  answers: z.array(NewAnswer).max(20),
});
export type NewApplication = z.infer<typeof NewApplication>;

/** As its applicant sees it: whether it was declined cannot be told from lying on file. */
export const OwnApplication = z.strictObject({
  id: Id,
  headline: z.string(),
  process: Process,
  answers: z.array(Answer),
  state: z.enum(['on file', 'selected']),
  createdAt: Time,
  changedAt: Time,
});
export type OwnApplication = z.infer<typeof OwnApplication>;

/** `received`: nobody has decided. `declined`: not selected for now, on file. `withdrawn`: its applicant took it back. */
export const ApplicationState = z.enum(['received', 'selected', 'declined', 'withdrawn']);
export type ApplicationState = z.infer<typeof ApplicationState>;

/** As the partner's managers see it. `note` is for them alone. `changedAt`: when its applicant last changed it. */
export const Application = z.strictObject({
  id: Id,
  from: Person,
  headline: z.string(),
  process: Process,
  answers: z.array(Answer),
  marks: z.array(Mark),
  state: ApplicationState,
  note: z.string(),
  createdAt: Time,
  changedAt: Time,
  decidedAt: Time.nullable(),
  decidedBy: Person.nullable(),
  qualification: Qualification,
});
export type Application = z.infer<typeof Application>;

export const ApplicationsQuery = z.strictObject({
  ...PageQuery.shape,
  state: z.enum(['received', 'declined', 'selected']).default('received'),
});
export type ApplicationsQuery = z.infer<typeof ApplicationsQuery>;

/** The oldest first. Live by `managers:<id>`. */
export const Applications = z.strictObject({ ...page(Application).shape, head: Head });
export type Applications = z.infer<typeof Applications>;

/** `select` takes them in, also who was declined before. `decline`: keeps it on file, and tells nobody. */
export const ApplicationDecision = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('select'), note: text(500).optional() }),
  z.strictObject({ decision: z.literal('decline'), note: text(500).optional() }),
]);
export type ApplicationDecision = z.infer<typeof ApplicationDecision>;

/** One application. Live by `managers:<id>`. */
export const ApplicationPage = z.strictObject({ ...Application.shape, head: Head });
export type ApplicationPage = z.infer<typeof ApplicationPage>;
