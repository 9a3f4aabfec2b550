import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { type RowsProps, rowOptions, VirtualRows } from './virtual-rows.tsx';

/** A list of any length, of which only the rows in sight exist. */
export function VirtualList<Item>(rows: RowsProps<Item>) {
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (list.current) setOffset(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    // What stands above the list may come, grow and go.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({ ...rowOptions(rows), scrollMargin: offset });
  return <VirtualRows rows={rows} virtualizer={virtualizer} offset={offset} ref={list} />;
}
