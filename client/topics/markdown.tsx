import { memo } from 'react';
import classes from './markdown.module.css';
import { renderMarkdown } from './render-markdown.ts';

/** Shows what a member wrote. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const html = renderMarkdown(text);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: HTML is off in the parser and the result is purified.
  return <div className={classes.markdown} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
});
