import type { ReactNode } from 'react';
import classes from './cards.module.css';

type CardsProps<Item> = {
  /** The list's name for those who do not see what stands around it. */
  label?: string;
  items: Item[];
  render: (item: Item) => ReactNode;
};

/** A list of sheets of their own, for things that are decided one by one. */
export function Cards<Item extends { id: string }>({ label, items, render }: CardsProps<Item>) {
  return (
    <ul className={classes.list} aria-label={label}>
      {items.map((item) => (
        <li key={item.id}>{render(item)}</li>
      ))}
    </ul>
  );
}

type CardProps = {
  label: string;
  /** There is nothing more to decide. */
  over?: boolean;
  children: ReactNode;
};

export function Card({ label, over, children }: CardProps) {
  return (
    <article className={classes.card} data-over={over || undefined} aria-label={label}>
      {children}
    </article>
  );
}
