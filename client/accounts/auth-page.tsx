import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { session } from '../api/session.ts';
import { setTitle } from '../app/document-title.ts';
import { strings } from '../strings.ts';
import { useStore } from '../ui/store.ts';
import { Surface } from '../ui/surface.tsx';
import classes from './auth-page.module.css';

/** Signing in or up, beside what Guildhall is. Goes on to the page one came for as soon as one is in. */
export function AuthPage({ title, children }: { title: string; children: ReactNode }) {
  const router = useRouter();
  const { status } = useStore(session);
  useEffect(() => setTitle(title), [title]);
  useEffect(() => {
    if (status === 'in') router.invalidate();
  }, [status, router]);
  return (
    <div className={classes.page}>
      <div className={classes.pitch}>
        <p className={classes.tagline}>{strings.tagline}</p>
        <ul className={classes.points}>
          {strings.pitch.map(([name, text]) => (
            <li key={name}>
              <strong>{name}</strong>
              <span>{text}</span>
            </li>
          ))}
        </ul>
      </div>
      <Surface className={classes.form}>
        <h1 className={classes.title}>{title}</h1>
        {children}
      </Surface>
    </div>
  );
}
