import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { strings } from '../strings.ts';
import classes from './crumbs.module.css';
import { TextLink } from './link.tsx';

/** A link to a page above this one; the last crumb may be plain text. */
export type Crumb = { key: string; node: ReactNode };

/** Where every way down begins. */
export const HOME: Crumb = { key: 'home', node: <TextLink to="/">{strings.common.home}</TextLink> };

export function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label={strings.common.breadcrumbs}>
      <ol className={classes.crumbs}>
        {crumbs.map(({ key, node }, index) => (
          <li key={key} className={classes.crumb}>
            {index > 0 && <IconChevronRight size={14} aria-hidden="true" className={classes.mark} />}
            {node}
          </li>
        ))}
      </ol>
    </nav>
  );
}
