import { type Answer, isAnswered, type NewAnswer } from '../../shared/partners/applications.ts';
import { isAsked, type Process, type Step } from '../../shared/partners/process.ts';
import type { ObjectId } from '../db/id.ts';
import { invalidField } from '../lib/errors.ts';
import { filesOf } from './evidence-files.ts';

/**
 * What someone answers to a process, with their files. Steps to which nothing is said are left out.
 * @throws AppError invalid_request, naming the answer, or the step that has none
 */
export async function answersTo(
  { steps }: Pick<Process, 'steps'>,
  owner: { _id: ObjectId },
  input: NewAnswer[],
): Promise<Answer[]> {
  input.forEach((answer, index) => {
    refuseUnasked(steps, input, answer, index);
  });
  refuseMissing(steps, input);
  const answers: Answer[] = [];
  for (const { files, ...answer } of input.filter(isAnswered))
    answers.push({ ...answer, files: await filesOf(owner, [...new Set(files)]) });
  return answers;
}

function refuseUnasked(steps: Step[], answers: NewAnswer[], answer: NewAnswer, index: number): void {
  const wrong = (field: string, message: string) => invalidField(`answers.${index}.${field}`, message);
  const step = steps.find(({ id }) => id === answer.step);
  if (!step || !isAsked(step)) throw wrong('step', 'is not one of the steps that are to be answered');
  if (answers.findIndex(({ step: id }) => id === step.id) !== index) throw wrong('step', 'has been answered before');
  for (const kind of ['links', 'files'] as const)
    if (answer[kind].length > step[kind]) throw wrong(kind, `must be at most ${step[kind]} for “${step.title}”`);
}

function refuseMissing(steps: Step[], answers: NewAnswer[]): void {
  const answered = new Set(answers.filter(isAnswered).map(({ step }) => step));
  const missing = steps.find((step) => step.required && isAsked(step) && !answered.has(step.id));
  if (missing) throw invalidField('answers', `must have one to “${missing.title}” (${missing.id})`);
}
