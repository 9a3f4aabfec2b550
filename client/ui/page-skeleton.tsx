import { Skeleton } from '@mantine/core';
import { Page } from './page.tsx';
import { RowsSkeleton } from './rows-skeleton.tsx';

type PageSkeletonProps = { rows: number; height: number; narrow?: boolean };

/** The shape of a page that is still on its way. */
export function PageSkeleton({ rows, height, narrow }: PageSkeletonProps) {
  return (
    <Page title="" narrow={narrow} heading={<Skeleton component="span" display="block" height={30} width={260} />}>
      <RowsSkeleton rows={rows} height={height} />
    </Page>
  );
}
