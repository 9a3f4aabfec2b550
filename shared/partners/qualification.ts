import { z } from 'zod';
import type { Facts, KnownFacts } from './facts.ts';
import type { Mark, Process } from './process.ts';

/** What everyone must meet, then what the partner asks for itself. */
export const BaseRule = z.enum(['status', 'jss', 'complete', 'public', 'english']);
export type BaseRule = z.infer<typeof BaseRule>;

/**
 * A line of what it takes. `holds`: met; `fails`: not; `missing`: nothing is known of it yet; `waived`: not asked of those who newly
 * joined by a partner's invitation. `has`, `needs`: what is there and what is asked, where that is a number or one of a few words; `has`
 * of the partner's own: when what was met has ended. `step`, `title`: of the partner's own.
 */
export const QualificationLine = z.strictObject({
  rule: z.union([BaseRule, z.literal('own')]),
  state: z.enum(['holds', 'fails', 'missing', 'waived']),
  has: z.union([z.string(), z.number()]).nullable(),
  needs: z.union([z.string(), z.number()]).nullable(),
  step: z.string().nullable(),
  title: z.string().nullable(),
});
export type QualificationLine = z.infer<typeof QualificationLine>;

/** `newcomer`: by the exception for those who newly joined by a partner's invitation, which ends with their first JSS. */
export const Qualification = z.strictObject({
  qualified: z.boolean(),
  newcomer: z.boolean(),
  lines: z.array(QualificationLine),
});
export type Qualification = z.infer<typeof Qualification>;

/**
 * What is judged: the facts there are, whether there ever was a JSS among them, whether the account may be used here, and what managers
 * say of the steps.
 */
export type Candidate = { facts: KnownFacts; everScored: boolean; usable: boolean; marks: Mark[] };

const LEAST_JSS = 80;
const COMPLETE = 100;
const COMPLETE_FROM_ELANCE = 90;

/**
 * Who joined by a partner's invitation and, as the marketplace has said, has no JSS yet. Who had one that is gone is no newcomer any
 * more.
 */
const isNewcomer = ({ facts, everScored }: Candidate): boolean =>
  facts.joined?.invitedBy != null && facts.jss === null && !everScored;

/** Whether someone meets what a partner's experts must meet and keep meeting, line by line. */
export function qualify(candidate: Candidate, process: Pick<Process, 'jss' | 'steps'>, now: Date): Qualification {
  const newcomer = isNewcomer(candidate);
  const jss = Math.max(LEAST_JSS, process.jss);
  const lines = [...baseLines(candidate, newcomer, jss), ...ownLines(candidate, process, now)];
  const asked = newcomer ? lines.map((one) => (isAskedOfNewcomers(one) ? one : waive(one))) : lines;
  const qualified = asked.every(({ state }) => state === 'holds' || state === 'waived');
  return { qualified, newcomer, lines: asked };
}

const isAskedOfNewcomers = ({ rule }: QualificationLine) => ['status', 'complete', 'public'].includes(rule);

const waive = (one: QualificationLine): QualificationLine => ({ ...one, state: 'waived' });

function baseLines({ facts, usable }: Candidate, newcomer: boolean, jss: number): QualificationLine[] {
  const { status, completeness, visibility, english } = facts;
  const complete = facts.fromElance && !newcomer ? COMPLETE_FROM_ELANCE : COMPLETE;
  return [
    line('status', usable ? status : 'suspended', 'active', (has) => has === 'active'),
    // No score yet is as if none had been told: only newcomers may be without one.
    line('jss', facts.jss ?? undefined, jss, (has) => has >= jss),
    line('complete', completeness, complete, (has) => has >= complete),
    line('public', visibility, 'public', (has) => has === 'public'),
    line('english', english, 'fluent', isFluent),
  ];
}

const isFluent = (english: Facts['english']) => english === 'fluent' || english === 'native';

function line<Value extends string | number>(
  rule: BaseRule,
  has: Value | undefined,
  needs: string | number,
  isMet: (has: Value) => boolean,
): QualificationLine {
  const state = has === undefined ? 'missing' : isMet(has) ? 'holds' : 'fails';
  return { rule, state, has: has ?? null, needs, step: null, title: null };
}

function ownLines({ marks }: Candidate, { steps }: Pick<Process, 'steps'>, now: Date): QualificationLine[] {
  return steps
    .filter(({ required }) => required)
    .map(({ id, title }) => {
      const mark = marks.find(({ step }) => step === id);
      const ended = mark?.met && mark.until !== null && new Date(mark.until) <= now;
      const state = !mark ? 'missing' : mark.met && !ended ? 'holds' : 'fails';
      return { rule: 'own', state, has: ended ? mark.until : null, needs: null, step: id, title };
    });
}
