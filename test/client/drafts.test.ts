import { describe, expect, test } from '@jest/globals';
import {
  type DraftState,
  isHandedOn,
  keepMine,
  NOTHING,
  restored,
  saved,
  sent,
  settled,
  takeNewer,
  toKeep,
  told,
  written,
} from '../../client/drafts/draft-state.ts';
import type { Draft } from '../../shared/drafts.ts';

const draft = (body: string, updatedAt: string): Draft => ({
  place: 'topic:0123456789abcdef01234567',
  title: '',
  body,
  updatedAt,
});

const typed = (body: string): DraftState => written(NOTHING, { body });
/** Written and saved as version 1. */
const kept = (body: string): DraftState => saved(typed(body), { title: '', body }, '1');

describe('a text being written', () => {
  test('is unsaved until the server has this very text', () => {
    expect(typed('Hel').unsaved).toBe(true);
    expect(kept('Hel')).toMatchObject({ unsaved: false, base: '1' });
    const gone = written(typed('Hel'), { body: 'Hello' });
    expect(saved(gone, { title: '', body: 'Hel' }, '1')).toMatchObject({ body: 'Hello', unsaved: true, base: '1' });
  });

  test('goes along with what was written elsewhere when it was not touched here', () => {
    expect(told(kept('Hel'), draft('Hello', '2'))).toMatchObject({ body: 'Hello', base: '2', unsaved: false });
    expect(told(NOTHING, draft('Hello', '2'))).toMatchObject({ body: 'Hello', base: '2' });
    expect(told(kept('Hel'), null)).toEqual(NOTHING);
  });

  test('is never given up for what was written elsewhere: the writer chooses', () => {
    const both = told(written(kept('Hel'), { body: 'Help' }), draft('Hello', '2'));
    expect(both).toMatchObject({ body: 'Help', base: '1', newer: { body: 'Hello' } });
    expect(takeNewer(both)).toMatchObject({ body: 'Hello', base: '2', newer: null, unsaved: false });
    expect(keepMine(both)).toMatchObject({ body: 'Help', base: '2', newer: null, unsaved: true });
  });

  test('that was sent elsewhere while it was written on here becomes a new one', () => {
    expect(told(written(kept('Hel'), { body: 'Help' }), null)).toMatchObject({ body: 'Help', base: null });
  });

  test('that is the same in both places is no conflict', () => {
    expect(told(typed('Hello'), draft('Hello', '2'))).toMatchObject({ base: '2', unsaved: false, newer: null });
  });

  test('that goes on from all that is kept elsewhere is no conflict', () => {
    const on = told(written(kept('Hel'), { body: 'Hello there' }), draft('Hello', '2'));
    expect(on).toMatchObject({ body: 'Hello there', base: '2', unsaved: true, newer: null });
  });

  test('that was emptied here makes way for what was written elsewhere', () => {
    expect(told(written(kept('Hel'), { body: '' }), draft('Hello', '2'))).toMatchObject({ body: 'Hello', newer: null });
  });
});

describe('a text that was sent', () => {
  test('does not come back by a reload before the server has confirmed it', () => {
    const after = restored(JSON.parse(JSON.stringify(toKeep(sent(kept('Hello'))))));
    expect(told(after, draft('Hello', '1'))).toMatchObject({ body: '', unsaved: false });
  });

  test('is wanted no more on the server once it is confirmed, also after a reload', () => {
    const after = restored(JSON.parse(JSON.stringify(toKeep(sent(kept('Hello'))))));
    expect(isHandedOn(after)).toBe(true);
    expect(settled(after)).toMatchObject({ body: '', base: '1', unsaved: true });
    const next = written(after, { body: 'And' });
    expect(settled(next)).toBe(next);
    expect([isHandedOn(kept('Hello')), isHandedOn(NOTHING)]).toEqual([false, false]);
  });

  test('leaves nothing behind once it is gone everywhere', () => {
    expect(toKeep(told(sent(kept('Hello')), null))).toBeNull();
  });

  test('does not take along what was begun meanwhile', () => {
    const next = written(sent(kept('Hello')), { body: 'And' });
    expect(next).toMatchObject({ body: 'And', base: '1', unsaved: true });
  });
});

describe('what is kept on this machine', () => {
  test('survives a reload, saved or not', () => {
    for (const state of [typed('Hel'), kept('Hel'), written(kept('Hel'), { body: '' })]) {
      expect(restored(JSON.parse(JSON.stringify(toKeep(state))))).toEqual(state);
    }
  });

  test.each([[null], ['text'], [{ title: 1, body: 'x' }], [{ body: 'x' }], [[]]])(
    'is nothing when it is %p',
    (rubbish) => {
      expect(restored(rubbish)).toEqual(NOTHING);
    },
  );
});
