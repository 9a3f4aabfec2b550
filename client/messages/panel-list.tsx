import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { type RowsProps, rowOptions, VirtualRows } from '../ui/virtual-rows.tsx';
import classes from './panel-list.module.css';

/** A list of any length that scrolls by itself, of which only the rows in sight exist. */
export function PanelList<Item>(rows: RowsProps<Item>) {
  const panel = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    ...rowOptions(rows),
    getScrollElement: () => panel.current,
  });
  return (
    <div ref={panel} className={classes.panel}>
      <VirtualRows rows={rows} virtualizer={virtualizer} />
    </div>
  );
}
