import type { ReactNode } from 'react';
import type { strings } from '../strings.ts';
import classes from './help-page.module.css';

type AnswerProps = {
  answer: (typeof strings.help.answers)[number];
  /** How deep below the page's title the question stands. */
  as?: 'h2' | 'h3';
  /** Stands beside the question. */
  link?: ReactNode;
};

/** A question with its answer; can be linked to. */
export function Answer({ answer: { id, question, says, steps, after = [] }, as: Question = 'h2', link }: AnswerProps) {
  return (
    <section aria-labelledby={id} className={classes.answer}>
      <Question id={id} className={classes.question}>
        {question}
        {link}
      </Question>
      {says.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {steps && (
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {after.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  );
}
