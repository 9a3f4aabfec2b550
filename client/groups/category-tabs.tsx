import { Link } from '@tanstack/react-router';
import type { Category } from '../../shared/memberships.ts';
import { strings } from '../strings.ts';
import { CATEGORIES, CategoryIcon } from './category.tsx';
import classes from './category-tabs.module.css';

/** The four kinds of groups; each is an address. */
export function CategoryTabs({ category }: { category: Category | undefined }) {
  return (
    <nav className={classes.head} aria-label={strings.groups.discover}>
      <h2 className={classes.title}>{strings.groups.discover}</h2>
      <div className={classes.tabs}>
        <Tab chosen={category === undefined} label={strings.groups.all} />
        {CATEGORIES.map((each) => (
          <Tab key={each} category={each} chosen={category === each} label={each} />
        ))}
      </div>
      {category && <p className={classes.about}>{strings.groups.category(category)}</p>}
    </nav>
  );
}

function Tab({ category, chosen, label }: { category?: Category; chosen: boolean; label: string }) {
  return (
    <Link
      to="/"
      search={category ? { category } : {}}
      resetScroll={false}
      className={classes.tab}
      data-chosen={chosen || undefined}
      aria-current={chosen ? 'true' : undefined}
    >
      {category && <CategoryIcon category={category} size={16} />}
      {label}
    </Link>
  );
}
