import { type NotificationData, notifications } from '@mantine/notifications';
import { type MouseEvent, useEffect } from 'react';
import { useStore } from '../ui/store.ts';
import { type Shelf, type Toast, takeOff } from './shelf.ts';
import { StopNotices } from './stop-notices.tsx';
import classes from './toasts.module.css';
import { useReading } from './use-reading.ts';
import { shelf, useShelf } from './use-shelf.ts';

const STAY_MS = 8_000;

type Go = (address: string) => void;

/** Tells what happens, wherever on the site one is: quietly, at most three things at a time. */
export function Toasts({ viewer, go }: { viewer: string; go: Go }) {
  useShelf(viewer);
  const toasts = useStore(shelf);
  useEffect(() => show(toasts, go), [toasts, go]);
  // Nothing of it may stay for whoever signs in next.
  useEffect(() => () => show([], go), [go]);
  return null;
}

let shown: Shelf = [];

/** Brings the corner of the window to what is on the shelf. */
function show(toasts: Shelf, go: Go): void {
  for (const { key } of shown) if (!toasts.some((toast) => toast.key === key)) notifications.hide(idOf(key));
  for (const toast of toasts) {
    const before = shown.find(({ key }) => key === toast.key);
    if (!before) notifications.show(notificationOf(toast, go));
    else if (before !== toast) notifications.update(notificationOf(toast, go));
  }
  shown = toasts;
}

const idOf = (key: string): string => `news-${key}`;

function notificationOf(toast: Toast, go: Go): NotificationData {
  // It stays for as long again when something is added: another number of milliseconds starts the time anew.
  const autoClose = STAY_MS + toast.news.length;
  const stay = (still: boolean) => notifications.update({ ...data, autoClose: still ? false : autoClose });
  const data: NotificationData = {
    id: idOf(toast.key),
    'data-news': toast.key,
    role: 'status',
    color: 'verdigris',
    classNames: { root: classes.toast },
    title: <Headline toast={toast} go={go} />,
    message: <Body toast={toast} />,
    autoClose,
    onClose: () => shelf.set(takeOff(shelf.get(), toast.key)),
    onFocusCapture: () => stay(true),
    onBlurCapture: () => stay(false),
  };
  return data;
}

function Headline({ toast: { key, news }, go }: { toast: Toast; go: Go }) {
  const reading = useReading();
  const last = news.at(-1) ?? news[0];
  // To the first of several: the others follow it.
  const { address } = news[0];
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    for (const { id, notice } of news) if (notice) void reading.one(id);
    shelf.set(takeOff(shelf.get(), key));
    go(address);
  };
  return (
    <a href={address} onClick={open} className={classes.link} dir="auto">
      {news.length > 1 ? last.many(news.length) : last.text}
    </a>
  );
}

function Body({ toast: { news } }: { toast: Toast }) {
  const last = news.at(-1) ?? news[0];
  return (
    <>
      <span className={classes.detail} dir="auto">
        {last.detail}
      </span>
      <span className={classes.stop}>
        <StopNotices notice={last} />
      </span>
    </>
  );
}
