import { describe, expect, test } from '@jest/globals';
import { marked, quotation } from '../../client/topics/marks.ts';

describe('marks', () => {
  test('wrap the selection and keep it selected', () => {
    expect(marked({ text: 'one two', start: 4, end: 7 }, 'bold')).toEqual({ text: 'one **two**', start: 6, end: 9 });
  });

  test('put a sign before every line that is selected', () => {
    expect(marked({ text: 'a\nb\nc', start: 2, end: 5 }, 'quote').text).toBe('a\n> b\n> c');
  });

  test('quote a post with its author', () => {
    expect(quotation('Ana', 'Hi\n\nthere\n')).toBe('> **Ana:**\n> Hi\n> \n> there\n\n');
  });
});
