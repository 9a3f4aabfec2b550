import { lazy, Suspense } from 'react';
import { strings } from '../strings.ts';
import classes from './guidelines-text.module.css';

const Markdown = lazy(() => import('../topics/markdown.tsx').then((module) => ({ default: module.Markdown })));

/** A group's guidelines where they are to be accepted: to be scrolled through if they are long. */
export function GuidelinesText({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.text} tabIndex={0} aria-label={strings.groups.guidelines}>
      <Suspense>
        <Markdown text={text} />
      </Suspense>
    </section>
  );
}
