import type { Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useEffect } from 'react';
import classes from './virtual-rows.module.css';

export type RowsProps<Item> = {
  items: Item[];
  keyOf: (item: Item) => string;
  render: (item: Item) => ReactNode;
  rowHeight: number;
  label: string;
  /** Called when the end comes near. */
  onEnd?: () => void;
};

/** What a virtualizer needs to know of the rows, whatever it is that scrolls. */
export const rowOptions = <Item,>({ items, keyOf, rowHeight }: RowsProps<Item>) => ({
  count: items.length,
  estimateSize: () => rowHeight,
  overscan: 8,
  getItemKey: (index: number) => keyOf(items[index]!),
});

type VirtualRowsProps<Item> = {
  rows: RowsProps<Item>;
  virtualizer: Pick<Virtualizer<Window, Element>, 'getVirtualItems' | 'getTotalSize' | 'measureElement'>;
  /** How far from the beginning of what scrolls the list begins. */
  offset?: number;
  ref?: Ref<HTMLUListElement>;
};

/** The rows in sight, each in its place. */
export function VirtualRows<Item>({
  rows: { items, render, label, onEnd },
  virtualizer,
  offset = 0,
  ref,
}: VirtualRowsProps<Item>) {
  const inSight = virtualizer.getVirtualItems();
  const last = inSight.at(-1)?.index ?? 0;

  useEffect(() => {
    if (items.length > 0 && last >= items.length - 5) onEnd?.();
  }, [last, items.length, onEnd]);

  return (
    <ul ref={ref} aria-label={label} className={classes.list} style={{ blockSize: virtualizer.getTotalSize() }}>
      {inSight.map((row) => (
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
