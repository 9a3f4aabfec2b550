import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { LadderVersion } from '../../../shared/ladder-versions.ts';
import { STAFF_STREAM } from '../../../shared/streams.ts';
import { ErrorPage } from '../../app/error-page.tsx';
import { useStreams } from '../../live/use-stream.ts';
import { strings } from '../../strings.ts';
import { TextLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { toast } from '../../ui/toast.ts';
import { toastUndo } from '../../ui/undo.tsx';
import { InForce } from './in-force.tsx';
import { draftOf } from './ladder-draft.ts';
import { LadderEditor } from './ladder-editor.tsx';
import classes from './ladder-page.module.css';
import { LadderVersionList } from './ladder-versions.tsx';
import { Meanwhile } from './meanwhile.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { ladderVersionsQuery } from './queries.ts';
import { takeOver } from './take-over.ts';
import { useLadderDraft } from './use-ladder-draft.ts';
import { usePreview } from './use-preview.ts';

/** For staff: what each rank asks for, with a look at who would move before anything takes effect. */
export function LadderPage() {
  const { data, error, refetch } = useQuery(ladderVersionsQuery);
  useStreams(data ? [STAFF_STREAM] : []);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page
      title={strings.ladder.title}
      options={<TextLink to="/staff/ranks">{strings.ladder.assignedPage}</TextLink>}
      under={
        <Text c="dimmed" mt={4} maw="72ch">
          {strings.ladder.lead}
        </Text>
      }
    >
      {data ? <Ladder versions={data.items} /> : <RowsSkeleton rows={8} height={56} />}
    </Page>
  );
}

function Ladder({ versions }: { versions: LadderVersion[] }) {
  const latest = versions[0]!;
  const editing = useLadderDraft(versions);
  const preview = usePreview(editing.draft, latest.version);
  const { draft, base, edit } = editing;

  function discard() {
    const before = draft;
    editing.discard();
    preview.clear();
    toastUndo(strings.ladder.discarded, async () => edit(before));
  }

  function takeNewOver() {
    edit(takeOver(draft, base.rungs, latest.version, latest.rungs));
    toast(strings.ladder.tookOver(latest.version));
  }

  function use({ version, rungs }: LadderVersion) {
    const before = draft;
    edit(draftOf(latest.version, rungs));
    focusOn('ladder-editor');
    toastUndo(strings.ladder.used(version), async () => edit(before));
  }

  function finish() {
    editing.discard();
    preview.clear();
    focusOn('ladder-in-force');
  }

  return (
    <div className={classes.parts}>
      <InForce latest={latest} />
      {base !== latest && <Meanwhile latest={latest} base={base} takeOver={takeNewOver} discard={discard} />}
      <LadderEditor editing={editing} preview={preview} discard={discard} blocked={base !== latest} />
      <PreviewPanel preview={preview} editing={editing} done={finish} />
      <LadderVersionList versions={versions} use={use} />
    </div>
  );
}

/** To where what was done is told. */
const focusOn = (id: string) => document.getElementById(id)?.focus();
