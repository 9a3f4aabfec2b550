import type { ComponentPropsWithoutRef } from 'react';
import classes from './surface.module.css';

/** A sheet that things lie on. */
export function Surface({ className, ...rest }: ComponentPropsWithoutRef<'section'>) {
  return <section className={[classes.surface, className].filter(Boolean).join(' ')} {...rest} />;
}
