import { lazy, Suspense } from 'react';
import { strings } from '../strings.ts';
import classes from './guidelines.module.css';

const Markdown = lazy(() => import('../topics/markdown.tsx').then((module) => ({ default: module.Markdown })));

export function Guidelines({ text }: { text: string }) {
  return (
    <details className={classes.guidelines}>
      <summary>{strings.groups.guidelines}</summary>
      <Suspense>
        <Markdown text={text} />
      </Suspense>
    </details>
  );
}
