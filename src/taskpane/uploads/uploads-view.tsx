import {
  Badge,
  Button,
  Card,
  makeStyles,
  ProgressBar,
  SearchBox,
  Spinner,
  Subtitle2,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { isAtRest, UNDO_DAYS, type Upload, type UploadState, type UploadTab } from '../../api/uploads';
import type { Controller } from '../controller';
import { FileDrop } from '../shell/file-drop';
import type { PaneState } from '../shell/pane-state';
import { BatchesCard } from './batches-card';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: '8px' },
  name: { overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  meta: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** Loaded when they are first looked at. */
const LogView = lazy(async () => ({ default: (await import(/* webpackChunkName: "log" */ './log-view')).LogView }));
const UploadFixesView = lazy(async () => ({
  default: (await import(/* webpackChunkName: "fixes" */ './upload-fixes-view')).UploadFixesView,
}));

const STATES: Readonly<Record<UploadState, { label: string; color: 'informative' | 'success' | 'warning' | 'danger' | 'brand' }>> = {
  received: { label: 'Received', color: 'brand' },
  checking: { label: 'Checking', color: 'brand' },
  'needs-fixes': { label: 'Needs fixes', color: 'warning' },
  applying: { label: 'Applying', color: 'brand' },
  complete: { label: 'Complete', color: 'success' },
  undone: { label: 'Undone', color: 'informative' },
  cancelled: { label: 'Cancelled', color: 'informative' },
  failed: { label: 'Failed', color: 'danger' },
};

/** What was sent, and what became of it. */
export function UploadsView({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const { uploads, uploadTab, log, uploadFixes } = state;
  if (state.connection.status !== 'signed-in') return <Text>Uploads are shown when you are signed in and the service can be reached.</Text>;
  if (log !== undefined)
    return (
      <Suspense fallback={<Spinner label="Opening" />}>
        <LogView log={log} state={state} controller={controller} />
      </Suspense>
    );
  if (uploadFixes !== undefined)
    return (
      <Suspense fallback={<Spinner label="Opening" />}>
        <UploadFixesView controller={controller} state={state} />
      </Suspense>
    );
  return (
    <div className={styles.stack}>
      <Subtitle2 as="h1">Uploads</Subtitle2>
      <TabList
        size="small"
        selectedValue={uploadTab}
        onTabSelect={(_, data) => void controller.uploads.show(data.value as UploadTab)}
        aria-label="Uploads"
      >
        <Tab value="in-progress">In Progress</Tab>
        <Tab value="complete">Complete</Tab>
      </TabList>
      <FileDrop
        label="File to upload"
        hint="Upload a .csv or .xlsx file: drop it here."
        disabled={state.busy !== undefined}
        onFile={(file) => void controller.uploads.sendFile(file)}
      />
      {state.batches && <BatchesCard job={state.batches} controller={controller} />}
      {isLong(state) && (
        <SearchBox
          placeholder="Search by name or user"
          aria-label="Search uploads"
          value={state.uploadSearch}
          onChange={(_, data) => void controller.uploads.search(data.value)}
        />
      )}
      {uploads?.list.length === 0 && state.uploadSearch !== '' && <Text>No upload has that in its name or user.</Text>}
      {uploads?.list.length === 0 && state.uploadSearch === '' && (
        <Text>{uploadTab === 'complete' ? 'No upload is complete yet.' : 'Nothing is in progress. What you submit appears here.'}</Text>
      )}
      {uploads?.list.map((upload) => (
        <UploadCard key={upload.id} upload={upload} controller={controller} />
      ))}
      {uploads?.next && <Button onClick={() => void controller.uploads.showMore()}>Show more</Button>}
    </div>
  );
}

function UploadCard({ upload, controller }: { upload: Upload; controller: Controller }) {
  const styles = useStyles();
  const { label, color } = STATES[upload.state];
  const accepted = upload.accepted === null ? '' : `, ${upload.accepted.toLocaleString()} accepted`;
  const { uploads } = controller;
  return (
    <Card size="small" role="group" aria-label={`Upload ${upload.name}, ${label}`}>
      <div className={styles.head}>
        <Text className={styles.name}>{upload.name}</Text>
        <Badge color={color} appearance="tint">
          {label}
        </Badge>
      </div>
      <Text size={200} className={styles.meta}>
        {upload.type}, {new Date(upload.createdAt).toLocaleString()}, {upload.createdBy}
        {upload.releasedBy !== upload.createdBy && `, sent on by ${upload.releasedBy}`}
      </Text>
      <Text size={200} className={styles.meta}>
        {upload.received.toLocaleString()} received{accepted}
      </Text>
      {!isAtRest(upload) && <ProgressBar value={upload.progress} aria-label={`Progress of ${upload.name}`} />}
      {upload.problem && <Text size={200}>{upload.problem}</Text>}
      {upload.note && <Text size={200}>{upload.note}</Text>}
      <div className={styles.actions}>
        {(upload.state === 'complete' || upload.state === 'undone') && (
          <>
            <Button size="small" onClick={() => void uploads.openLog(upload.id)}>
              View log
            </Button>
            <Button size="small" onClick={() => void uploads.download(upload)}>
              Download log
            </Button>
          </>
        )}
        {upload.state === 'complete' && mayBeUndone(upload) && (
          <Button size="small" onClick={() => uploads.askUndo(upload)}>
            Undo
          </Button>
        )}
        {upload.state === 'needs-fixes' && (
          <Button size="small" appearance="primary" onClick={() => void controller.uploadFixes.open(upload)}>
            Fix Errors
          </Button>
        )}
        {upload.state === 'failed' && (
          <Button size="small" appearance="primary" onClick={() => void uploads.retry(upload)}>
            Retry
          </Button>
        )}
        {(upload.state === 'needs-fixes' || upload.state === 'failed') && (
          <Button size="small" onClick={() => void uploads.cancel(upload)}>
            Cancel
          </Button>
        )}
      </div>
    </Card>
  );
}

/** The service undoes uploads of the last 30 days. */
function mayBeUndone({ createdAt }: Upload): boolean {
  return Date.now() - Date.parse(createdAt) < UNDO_DAYS * 86_400_000;
}

/** Whether there is so much to look through that a search helps. */
function isLong({ uploads, uploadSearch }: PaneState): boolean {
  return uploadSearch !== '' || uploads?.next != null || (uploads?.list.length ?? 0) > 8;
}
