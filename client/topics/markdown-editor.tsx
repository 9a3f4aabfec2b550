import { SegmentedControl, Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react';
import { strings } from '../strings.ts';
import { MarkToolbar } from './mark-toolbar.tsx';
import classes from './markdown-editor.module.css';
import { type Mark, marked } from './marks.ts';

const Markdown = lazy(() => import('./markdown.tsx').then((module) => ({ default: module.Markdown })));

type EditorProps = {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Ctrl or ⌘ with Enter. */
  onSend: () => void;
  onEscape?: () => void;
  placeholder?: string;
  error?: string;
  autoFocus?: boolean;
  minRows?: number;
};

/** Where one writes: Markdown, with a look at what it will be. */
export function MarkdownEditor({ label, value, onChange, onSend, onEscape, minRows = 3, ...field }: EditorProps) {
  const [tab, setTab] = useState('write');
  const input = useRef<HTMLTextAreaElement>(null);

  function apply(mark: Mark) {
    const area = input.current;
    if (!area) return;
    const next = marked({ text: value, start: area.selectionStart, end: area.selectionEnd }, mark);
    onChange(next.text);
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(next.start, next.end);
    });
  }

  function keyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') onEscape?.();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onSend();
  }

  return (
    <div className={classes.editor}>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          value={tab}
          onChange={setTab}
          data={[
            { value: 'write', label: strings.posts.write },
            { value: 'preview', label: strings.posts.preview },
          ]}
        />
        {tab === 'write' && <MarkToolbar apply={apply} />}
      </div>
      {tab === 'write' ? (
        <Textarea
          ref={input}
          aria-label={label}
          autosize
          minRows={minRows}
          maxRows={14}
          dir="auto"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={keyDown}
          {...field}
        />
      ) : (
        <div className={classes.preview}>
          <Suspense>{value.trim() ? <Markdown text={value} /> : <Nothing />}</Suspense>
        </div>
      )}
    </div>
  );
}

function Nothing() {
  return (
    <Text c="dimmed" size="sm">
      {strings.posts.previewEmpty}
    </Text>
  );
}
