import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../server/rules/fold.ts';
import { compile, rulesMet } from '../server/rules/match.ts';
import { Rule } from '../shared/rules.ts';

const meets = (rule: object, body: string, title = ''): boolean => {
  const parsed = Rule.parse({ name: 'A rule', action: 'flag', ...rule });
  return rulesMet(compile([parsed]), { title, body }).length > 0;
};
const words = (...list: string[]) => ({ kind: 'keyword', words: list });
const links = (only: string[] = [], never: string[] = []) => ({ kind: 'link', only, never });

describe('words', () => {
  test.each([
    ['in any case', 'casino', 'A CaSiNo here'],
    ['at the edges and between signs', 'casino', '(casino)'],
    ['in full width', 'casino', 'ｃａｓｉｎｏ'],
    ['in mathematical letters', 'casino', '𝓬𝓪𝓼𝓲𝓷𝓸 𝐜𝐚𝐬𝐢𝐧𝐨'],
    ['in circles', 'casino', 'ⓒⓐⓢⓘⓝⓞ'],
    ['with zero-width characters inside', 'casino', 'ca\u200bsi\u200dno\ufeff'],
    ['with soft hyphens inside', 'casino', 'ca\u00adsi\u00adno'],
    ['with marks of direction inside', 'casino', 'ca\u202esino\u2066'],
    ['with fillers and selectors inside', 'casino', 'ca\ufe0fsi\u115fno'],
    ['with marks on its letters', 'casino', 'c\u0301a\u0336s\u0335ino'],
    ['with marks of other scripts on its letters', 'casino', 'ca\u0941sino'],
    ['with a stray mark before it', 'casino', ' \u0301casino'],
    ['without the accents of the rule', 'crème brûlée', 'Creme brulee'],
    ['with ligatures', 'office', 'oﬃce'],
    ['with ß as ss', 'straße', 'STRASSE'],
    ['with a dotted capital', 'istanbul', 'İSTANBUL'],
    ['with a last sigma', 'σας*', 'ΣΑΣΤ'],
    ['with emphasis inside', 'casino', 'ca**si**no'],
    ['with a backslash inside', 'c++', 'c\\+\\+'],
    ['with characters by number', 'casino', 'c&#97;s&#x69;no'],
    ['with invisible characters by name', 'casino', 'ca&shy;si&zwj;no'],
    ['as a run of words, whatever parts them', 'free money', 'Free,\n money!'],
    ['by its beginning', 'gambl*', 'a gambler'],
    ['as a run that ends openly', 'win mon*', 'win money'],
    ['with its signs', 'c++', 'I like C++, too'],
    ['as signs alone', '$$$', 'much $$$ here'],
    ['with a star inside', 'f*ck', 'oh F*CK'],
    ['as an emoji', '🔥', 'so hot🔥🔥'],
    ['where no spaces are written', '赌场', '在线赌场开业'],
    ['in composed and split kana alike', 'がく', 'か\u3099く'],
    ['in Hindi', 'जुआ', 'यह जुआ है'],
  ])('are found %s', (_how, word, text) => {
    expect(meets(words(word), text)).toBe(true);
    expect(meets(words(word), 'nothing', text)).toBe(true);
  });

  test.each([
    ['a part of another word', 'ass', 'a class passes assets'],
    ['words in another order', 'free money', 'money free'],
    ['words with another between', 'free money', 'free the money'],
    ['the end of a title and the beginning of the body', 'free money', 'money', 'free'],
    ['the letter of a language with signs', 'c++', 'I like C, too'],
    ['other kana', 'がく', 'かく'],
    ['other vowels in Hindi', 'जुआ', 'जीआ'],
    ['anything, where a word is only a star', '*', 'anything * at all'],
    ['a pattern', 'a.c', 'abc'],
    ['a class of characters', '[abc]', 'a b c'],
  ])('are not %s', (_what, word, text, title = '') => {
    expect(meets(words(word), text, title)).toBe(false);
  });
});

describe('links', () => {
  test.each([
    ['an address', 'See https://evil.example/path?q=1#x.'],
    ['an address in capitals', 'HTTPS://EVIL.EXAMPLE'],
    ['below the domain', 'http://a.b.evil.example:8080/'],
    ['the target of a link', '[good](https://evil.example)'],
    ['the target of an image', '![](//evil.example/a.png)'],
    ['in angle brackets', '<https://evil.example>'],
    ['a definition', '[x][1]\n\n[1]: https://evil.example "t"'],
    ['a bare domain', 'go to evil.example now'],
    ['a bare domain at the end of a sentence', 'go to evil.example.'],
    ['behind a name that looks good', 'https://good.example@evil.example/'],
    ['with a password', 'https://a:b@evil.example'],
    ['with backslashes', 'https:\\\\evil.example'],
    ['with one slash', '[x](https:/evil.example)'],
    ['in full width', 'ｈｔｔｐｓ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ'],
    ['with an ideographic full stop', 'https://evil。example'],
    ['with invisible characters', 'https://ev\u200bil.exa\u00admple'],
    ['with a dot by number', 'evil&#46;example'],
    ['with a dot after a backslash', 'evil\\.example'],
    ['with a percent sign', 'https://evil%2eexample'],
    ['emphasised', 'ev**il**.example and **https://evil.example**'],
    ['between characters without a space', '请访问evil.example吧'],
    ['in an e-mail address', 'write to me@evil.example'],
    ['with a dot at its end', 'https://evil.example./'],
    ['inside another address', 'https://good.example/?to=evil.example'],
  ])('to a domain are found as %s', (_how, text) => {
    expect(meets(links([], ['evil.example']), text)).toBe(true);
  });

  test('to a domain are found in its letters and in ASCII alike', () => {
    for (const text of [
      'https://bücher.example',
      'https://xn--bcher-kva.example',
      'BÜCHER.example',
      'bu\u0308cher.example',
    ])
      for (const domain of ['bücher.example', 'xn--bcher-kva.example'])
        expect(meets(links([], [domain]), text)).toBe(true);
  });

  test.each(['https://evil.example.org', 'https://notevil.example', 'evil-example', 'https://good.example', 'example'])(
    'to another domain are none: %s',
    (text) => expect(meets(links([], ['evil.example']), text)).toBe(false),
  );

  test.each([
    'https://other.org',
    'www.other.org',
    'other.org',
    '//other.org',
    'https://good.org.other.org',
    'http://1.2.3.4/',
    'https://good.org@other.org',
    'http://localhost:3000',
    'me@other.org',
    'https://good.org, https://other.org',
    'https://good.orgo',
  ])('elsewhere than to what is allowed are found: %s', (text) => expect(meets(links(['good.org']), text)).toBe(true));

  test.each([
    'https://good.org/a.com?x=b.net',
    'https://www.good.org.',
    'good.org',
    'See readme.md, main.rs, index.html, v1.2.3, e.g. this... and 3.14',
    'a [page](/groups/x) and a and//or b // comment',
    'Ends.Begins',
    'https://GOOD.org:443/@x',
  ])('to what is allowed, and what is no link, are none: %s', (text) =>
    expect(meets(links(['good.org']), text)).toBe(false),
  );

  test('are all met where none is allowed', () => {
    expect(meets(links(), 'See https://any.example')).toBe(true);
    expect(meets(links(), 'See www.any.example')).toBe(true);
    expect(meets(links(), 'Nothing to see')).toBe(false);
  });
});

test('names are counted each once, beyond those who hear of it, and not in code', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `@member${index}`).join(' ');
  const most = (count: number) => ({ kind: 'mention', most: count });
  expect(meets(most(12), names(13))).toBe(true);
  expect(meets(most(13), names(13))).toBe(false);
  expect(meets(most(1), '@same @Same @SAME')).toBe(false);
  expect(meets(most(0), '`@code`')).toBe(false);
  expect(meets(most(0), 'Hello @you')).toBe(true);
});

test('rules are met in their order, each once', () => {
  const rules = [words('b'), links(), words('a', 'A'), words('c')].map((rule) =>
    Rule.parse({ name: 'R', action: 'flag', ...rule }),
  );
  expect(rulesMet(compile(rules), { title: 'a', body: 'a b https://x.example' })).toEqual([0, 1, 2]);
});

const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 2, maxLength: 12 });
const anything = fc.string({ unit: 'binary', maxLength: 200 });

test('a word stays found however it is dressed, and in whatever text', () => {
  const dress = fc.constantFrom(
    (at: string) => at.toUpperCase(),
    (at: string) => String.fromCodePoint(at.charCodeAt(0) + 0xfee0),
    (at: string) => `${at}\u200b`,
    (at: string) => `${at}\u0301`,
    (at: string) => `${at}\u00ad`,
    (at: string) => `&#${at.charCodeAt(0)};`,
    (at: string) => String.fromCodePoint(0x1d400 + at.charCodeAt(0) - 97 + 26),
    (at: string) => at,
  );
  const disguised = letters.chain((word) =>
    fc.array(dress, { minLength: word.length, maxLength: word.length }).map((how) => ({
      word,
      text: [...word].map((at, index) => how[index]!(at)).join(''),
    })),
  );
  fc.assert(
    fc.property(disguised, anything, anything, ({ word, text }, before, after) => {
      expect(meets(words(word), `${before} . ${text} . ${after}`)).toBe(true);
    }),
  );
});

test('a word is found exactly where it stands among the words', () => {
  const few = fc.array(fc.constantFrom('aa', 'ab', 'ba', 'aaa'), { maxLength: 12 });
  fc.assert(
    fc.property(
      few,
      fc.array(fc.constantFrom('aa', 'ab', 'ba', 'aaa'), { minLength: 1, maxLength: 3 }),
      (text, run) => {
        const is = text.some((_, at) => run.every((word, index) => text[at + index] === word));
        expect(meets(words(run.join(' ')), text.join(' ') || 'x')).toBe(is);
      },
    ),
  );
});

test('folding twice is folding once', () => {
  fc.assert(fc.property(anything, (text) => expect(fold(fold(text))).toBe(fold(text))));
});

test('no rule and no text breaks the matching', () => {
  const anyWord = anything
    .map((text) => text.trim().slice(0, 60))
    .filter((text) => Rule.safeParse({ name: 'R', action: 'flag', ...words(text) }).success);
  fc.assert(
    fc.property(fc.array(anyWord, { minLength: 1, maxLength: 5 }), anything, (list, text) => {
      meets(words(...list), text);
      meets(links(['good.org'], ['evil.org']), text);
    }),
  );
});

test.each(['a', '.', '/', '\\', '@', 'a.', '&#', '[', '*', 'http://', '\u0301', '@a ', 'a@', '`', '赌', '-_'])(
  'what repeats %j takes no longer than its length',
  (part) => {
    const rules = [
      words('a*', 'aaaa aaaa', '.*', '$ $'),
      links(['good.org']),
      links([], ['evil.org']),
      { kind: 'mention', most: 3 },
    ];
    const matcher = compile(rules.map((rule) => Rule.parse({ name: 'R', action: 'flag', ...rule })));
    // What grew with the square of the length would not come to an end.
    rulesMet(matcher, { title: '', body: part.repeat(1_000_000 / part.length) });
  },
);
