import { z } from 'zod';
import {
  EvidenceFile,
  isAnswered,
  type NewAnswer,
  type NewApplication,
  type OwnApplication,
} from '../../shared/partners/applications.ts';
import { isAsked, type Process, type Step } from '../../shared/partners/process.ts';
import type { FieldError } from '../../shared/problems.ts';

const DraftAnswer = z.object({
  text: z.string(),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  files: z.array(EvidenceFile),
});
export type DraftAnswer = z.infer<typeof DraftAnswer>;

const ApplicationDraft = z.object({
  version: z.int(),
  headline: z.string(),
  answers: z.record(z.string(), DraftAnswer),
});
/** An application being written. `version`: of the process it was written for; `answers`: by their steps, also those that are gone. */
export type ApplicationDraft = z.infer<typeof ApplicationDraft>;

const NOTHING: DraftAnswer = { text: '', links: [], files: [] };

export const askedIn = ({ steps }: Process): Step[] => steps.filter(isAsked);

/** What is written on: what was kept on this device, or else what was sent. There is an answer to every step that is asked. */
export function beginning(kept: unknown, sent: OwnApplication | null, process: Process): ApplicationDraft {
  const restored = ApplicationDraft.safeParse(kept);
  const draft = restored.success ? restored.data : sent ? draftOf(sent) : nothing(process);
  const asked = askedIn(process).map(({ id }) => [id, draft.answers[id] ?? NOTHING]);
  return { ...draft, answers: { ...draft.answers, ...Object.fromEntries(asked) } };
}

const nothing = ({ version }: Process): ApplicationDraft => ({ version, headline: '', answers: {} });

const draftOf = ({ headline, process: { version }, answers }: OwnApplication): ApplicationDraft => ({
  version,
  headline,
  answers: Object.fromEntries(answers.map(({ step, ...answer }) => [step, answer])),
});

/** Whether nothing has been written that is worth keeping. */
export const isBlank = ({ headline, answers }: ApplicationDraft): boolean =>
  headline === '' && Object.values(answers).every(isUnanswered);

const isUnanswered = ({ text, links, files }: DraftAnswer): boolean => text === '' && links.length + files.length === 0;

/** Without links in which nothing stands, and with whole addresses. A link without a title is called by its address. */
export function tidied(draft: ApplicationDraft): ApplicationDraft {
  const answers = Object.entries(draft.answers).map(([step, answer]) => [
    step,
    { ...answer, links: tidyLinks(answer) },
  ]);
  return { ...draft, headline: draft.headline.trim(), answers: Object.fromEntries(answers) };
}

const tidyLinks = ({ links }: DraftAnswer): DraftAnswer['links'] =>
  links
    .map(({ title, url }) => ({ title: title.trim(), url: whole(url.trim()) }))
    .filter(({ title, url }) => title || url)
    .map(({ title, url }) => ({ title: title || url.slice(0, 120), url }));

const whole = (url: string): string => (url === '' || /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`);

/** What is sent of a draft that has been tidied: what answers the process as it is. */
export function applicationOf(draft: ApplicationDraft, process: Process): NewApplication {
  const answers = askedIn(process)
    .map(({ id }) => answerOf(id, draft.answers[id] ?? NOTHING))
    .filter(isAnswered);
  return { processVersion: process.version, headline: draft.headline, answers };
}

const answerOf = (step: string, { text, links, files }: DraftAnswer): NewAnswer => ({
  step,
  text: text.trim(),
  links,
  files: files.map(({ id }) => id),
});

/** The fields of the form in which something that is needed is missing. */
export function missingIn({ headline, answers }: NewApplication, process: Process): string[] {
  const answered = new Set(answers.map(({ step }) => step));
  const steps = askedIn(process).filter(({ id, required }) => required && !answered.has(id));
  return [...(headline ? [] : ['headline']), ...steps.map(({ id }) => `answers.${id}.text`)];
}

/** Refusals by the fields of the form, where the server counts the answers that were sent. */
export const byField = (errors: FieldError[], { answers }: NewApplication): FieldError[] =>
  errors.map(({ path, message }) => {
    const [, number, ...rest] = path.split('.');
    const step = path.startsWith('answers.') ? answers[Number(number)]?.step : undefined;
    const field = rest[0] === 'files' ? 'files' : rest.join('.');
    return { path: step ? `answers.${step}.${field}` : path, message };
  });
