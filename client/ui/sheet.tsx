import type { ReactNode } from 'react';
import classes from './sheet.module.css';

/** A list's sheet: its rows go from edge to edge. */
export function Sheet({ children }: { children: ReactNode }) {
  return <div className={classes.sheet}>{children}</div>;
}
