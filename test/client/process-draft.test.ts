import { describe, expect, test } from '@jest/globals';
import { draftOf, isSound, moved, newStep, stepsOf } from '../../client/partners/process-draft.ts';
import { type Process, type Step, Steps } from '../../shared/partners/process.ts';

const step = (id: string, title: string): Step => ({
  ...{ id, title, kind: 'question', details: 'In your words' },
  ...{ required: true, months: 12, links: 1, files: 0 },
});
const PROCESS: Process = { version: 4, jss: 90, steps: [step('course', 'The course'), step('work', 'Your work')] };

const withNew = (...titles: string[]) => {
  const { jss, steps } = draftOf(PROCESS);
  return { jss, steps: [...steps, ...titles.map((title, at) => ({ ...newStep(`new ${at}`), title }))] };
};

describe('a process that is being written', () => {
  test('is what it was when nothing is changed', () => {
    expect(stepsOf(draftOf(PROCESS))).toEqual(PROCESS.steps);
  });

  test('names new steps after their titles, each by a name of its own, and leaves the others theirs', () => {
    const long = 'A very long title that goes on and on, and on, until nobody reads it';
    const steps = stepsOf(withNew('The course', 'Course', 'Курс', '!', 'Work', long));
    expect(steps.map(({ id }) => id)).toEqual([
      ...['course', 'work', 'the-course', 'course-2', 'step', 'step-2', 'work-2'],
      'a-very-long-title-that-goes-on-and-o',
    ]);
    expect(Steps.parse(steps)).toEqual(steps);
  });

  test('keeps the name of a step that is called otherwise now', () => {
    const draft = draftOf(PROCESS);
    const steps = draft.steps.map((one) => ({ ...one, title: ' Another ' }));
    expect(stepsOf({ ...draft, steps }).map(({ id, title }) => [id, title])).toEqual([
      ['course', 'Another'],
      ['work', 'Another'],
    ]);
  });

  test('cannot be put in force while a step has no title', () => {
    expect(isSound(withNew('Good'))).toBe(true);
    expect(isSound(withNew('Good', '  '))).toBe(false);
  });

  test('has its steps moved, and none beyond the ends', () => {
    const { steps } = withNew('Third');
    const order = (at: number, by: number) => moved(steps, at, by).map(({ title }) => title);
    expect(order(2, -1)).toEqual(['The course', 'Third', 'Your work']);
    expect(order(0, 1)).toEqual(['Your work', 'The course', 'Third']);
    expect(order(0, -1)).toEqual(order(2, 1));
    expect(order(2, 1)).toEqual(['The course', 'Your work', 'Third']);
  });
});
