import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import classes from './virtual-list.module.css';

type VirtualListProps<Item> = {
  items: Item[];
  keyOf: (item: Item) => string;
  render: (item: Item) => ReactNode;
  rowHeight: number;
  label: string;
  /** Called when the end comes near. */
  onEnd?: () => void;
};

/** A list of any length, of which only the rows in sight exist. */
export function VirtualList<Item>({ items, keyOf, render, rowHeight, label, onEnd }: VirtualListProps<Item>) {
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    if (list.current) setOffset(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => keyOf(items[index]!),
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;

  useEffect(() => {
    if (items.length > 0 && last >= items.length - 5) onEnd?.();
  }, [last, items.length, onEnd]);

  return (
    <ul ref={list} aria-label={label} className={classes.list} style={{ blockSize: virtualizer.getTotalSize() }}>
      {rows.map((row) => (
        <li
          key={row.key}
          ref={virtualizer.measureElement}
          data-index={row.index}
          className={classes.row}
          style={{ transform: `translateY(${row.start - offset}px)` }}
        >
          {render(items[row.index]!)}
        </li>
      ))}
    </ul>
  );
}
