import classes from './section-title.module.css';

/** What a part of a partner's page is about, marked with its colour. */
export function SectionTitle({ id, children }: { id: string; children: string }) {
  return (
    <h2 id={id} className={classes.title}>
      {children}
    </h2>
  );
}
