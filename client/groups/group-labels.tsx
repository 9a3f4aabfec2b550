import { IconArchive, IconFlask, IconLock } from '@tabler/icons-react';
import type { GroupCard } from '../../shared/groups.ts';
import { strings } from '../strings.ts';
import classes from './group-labels.module.css';

type GroupLabelsProps = { of: Pick<GroupCard, 'access' | 'beta' | 'archivedAt'> };

/** What kind of group it is, where that is not the usual: closed, still being tried out, or archived. */
export function GroupLabels({ of: { access, beta, archivedAt } }: GroupLabelsProps) {
  return (
    <>
      {access === 'closed' && (
        <span className={classes.label} title={strings.joining.closedHint}>
          <IconLock size={11} aria-hidden="true" />
          {strings.joining.closed}
        </span>
      )}
      {beta && (
        <span className={classes.label} data-kind="beta" title={strings.joining.betaHint}>
          <IconFlask size={11} aria-hidden="true" />
          {strings.joining.beta}
        </span>
      )}
      {archivedAt && (
        <span className={classes.label} data-kind="archived" title={strings.joining.archivedHint}>
          <IconArchive size={11} aria-hidden="true" />
          {strings.joining.archived}
        </span>
      )}
    </>
  );
}
