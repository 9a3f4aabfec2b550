import classes from './state-badge.module.css';

type StateBadgeProps = {
  children: string;
  tone?: 'waiting' | 'good' | 'bad';
  /** Read out when it changes. */
  live?: boolean;
};

/** In one word, how it stands with something. */
export function StateBadge({ children, tone, live }: StateBadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone} role={live ? 'status' : undefined}>
      {children}
    </span>
  );
}
