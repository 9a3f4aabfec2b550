import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './panel-list.module.css';

type PanelListProps<Item> = {
  items: Item[];
  keyOf: (item: Item) => string;
  render: (item: Item) => ReactNode;
  rowHeight: number;
  label: string;
  /** Called when the end comes near. */
  onEnd: () => void;
};

/** A list of any length that scrolls by itself, of which only the rows in sight exist. */
export function PanelList<Item>({ items, keyOf, render, rowHeight, label, onEnd }: PanelListProps<Item>) {
  const panel = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => panel.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => keyOf(items[index]!),
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;

  useEffect(() => {
    if (items.length > 0 && last >= items.length - 5) onEnd();
  }, [last, items.length, onEnd]);

  return (
    <div ref={panel} className={classes.panel}>
      <ul aria-label={label} className={classes.list} style={{ blockSize: virtualizer.getTotalSize() }}>
        {rows.map((row) => (
          <li
            key={row.key}
            ref={virtualizer.measureElement}
            data-index={row.index}
            className={classes.row}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {render(items[row.index]!)}
          </li>
        ))}
      </ul>
    </div>
  );
}
