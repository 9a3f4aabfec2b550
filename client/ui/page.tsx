import { type ReactNode, useEffect } from 'react';
import { setTitle } from '../app/document-title.ts';
import { type Crumb, Crumbs, HOME } from './crumbs.tsx';
import classes from './page.module.css';

type PageProps = {
  title: string;
  /** Shown instead of the plain title. */
  heading?: ReactNode;
  /** The way down to it; by default it stands right below the groups. */
  crumbs?: Crumb[];
  /** What can be done with the whole page; always in the same place. */
  options?: ReactNode;
  under?: ReactNode;
  aside?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
};

/** The frame of every page: where one is, what it is called, what can be done with it. */
export function Page({ title, heading, crumbs = [HOME], options, under, aside, narrow, children }: PageProps) {
  useEffect(() => setTitle(title), [title]);
  return (
    <div className={classes.page} data-narrow={narrow || undefined}>
      {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
      <header className={classes.header}>
        <h1 className={classes.title} dir="auto">
          {heading ?? title}
        </h1>
        {under && <div className={classes.under}>{under}</div>}
        {options && <div className={classes.options}>{options}</div>}
      </header>
      <div className={classes.body} data-aside={aside ? true : undefined}>
        <div className={classes.content}>{children}</div>
        {aside && <aside className={classes.aside}>{aside}</aside>}
      </div>
    </div>
  );
}
