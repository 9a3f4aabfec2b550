import { Alert, Button, Group as Row, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { topics } from '../api/endpoints.ts';
import { ApiProblem } from '../api/problem.ts';
import type { DraftText } from '../drafts/draft-state.ts';
import { NewerDraft } from '../drafts/newer-draft.tsx';
import { useKeptDraft } from '../drafts/use-kept-draft.ts';
import { WritingGate } from '../joining/writing-gate.tsx';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { problemText, toast } from '../ui/toast.ts';
import { ConfidentialNotice } from './confidential.tsx';
import { isHeld, keepHeld } from './held.ts';
import { MarkdownEditor } from './markdown-editor.tsx';
import { useSlowWait } from './slow.ts';
import { SlowNote } from './slow-note.tsx';
import { useDraft } from './use-draft.ts';

/** What is written here survives a reload and is there on every device, and is published once however often it is sent. */
export function NewTopicForm({ group, forum, me }: { group: Group; forum: string | undefined; me: Account }) {
  const draft = useKeptDraft(`group:${group.id}`);
  const { title, body } = draft;
  const [clientId, setClientId] = useDraft(`name.${group.id}`);
  const [slug, setSlug] = useState(forum ?? group.forums[0]?.slug ?? null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const wait = useSlowWait(group, me);

  // Sent again unchanged it is the same topic; once changed it is another, or the change would be lost.
  const change = (text: Partial<DraftText>) => {
    draft.write(text);
    setClientId('');
  };

  async function publish(event?: FormEvent) {
    event?.preventDefault();
    if (busy || wait > 0 || !title.trim() || !body.trim()) return;
    const name = clientId || crypto.randomUUID();
    setClientId(name);
    setBusy(true);
    setProblem(null);
    try {
      const answer = await topics.create(group.slug, {
        clientId: name,
        title,
        body,
        ...(slug ? { forum: slug } : {}),
      });
      draft.handOn();
      void draft.settle();
      setClientId('');
      if (isHeld(answer)) {
        keepHeld(client, answer);
        toast(strings.moderation.held.sent);
        await navigate({ to: '/g/$slug', params: { slug: group.slug }, replace: true });
      } else await navigate({ to: '/t/$id/{-$number}', params: { id: answer.topic.id }, replace: true });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  }

  const at = (path: string) => fieldError(problem, path);
  return (
    <Surface>
      <WritingGate group={group} draft={Boolean(title.trim() || body.trim())}>
        <form onSubmit={publish}>
          <Stack>
            {problem !== null && !at('title') && !at('body') && <Alert color="brick">{problemText(problem)}</Alert>}
            <TextInput
              label={strings.topics.topicTitle}
              description={strings.topics.titleHint}
              value={title}
              onChange={(event) => change({ title: event.currentTarget.value })}
              error={at('title')}
              dir="auto"
              autoFocus
              required
            />
            {group.forums.length > 1 && (
              <Select
                label={strings.topics.forum}
                allowDeselect={false}
                data={group.forums.map((each) => ({ value: each.slug, label: each.name }))}
                value={slug}
                onChange={setSlug}
              />
            )}
            <MarkdownEditor
              label={strings.topics.body}
              value={body}
              onChange={(text) => change({ body: text })}
              onSend={publish}
              placeholder={strings.posts.bodyPlaceholder}
              error={at('body')}
              minRows={7}
            />
            <NewerDraft draft={draft} />
            <SlowNote group={group} me={me} wait={wait} />
            <Row justify="space-between">
              <ConfidentialNotice />
              <Button type="submit" loading={busy} disabled={wait > 0 || !title.trim() || !body.trim()} ms="auto">
                {strings.topics.publish}
              </Button>
            </Row>
          </Stack>
        </form>
      </WritingGate>
    </Surface>
  );
}

function fieldError(problem: unknown, path: string): string | undefined {
  return problem instanceof ApiProblem ? problem.errors.find((error) => error.path === path)?.message : undefined;
}
