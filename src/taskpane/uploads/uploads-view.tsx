import {
  Badge,
  Button,
  Card,
  makeStyles,
  mergeClasses,
  ProgressBar,
  SearchBox,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { isAtRest, isSentBack, UNDO_DAYS, type Upload, type UploadState, type UploadTab } from '../../api/uploads';
import { CASELOAD_RIGHTS, reachOf } from '../../core/rules/securities';
import { moment } from '../../core/text/format';
import { SHELL } from '../../core/text/pane/shell';
import { UPLOADS } from '../../core/text/pane/uploads';
import { FileDrop } from '../shell/file-drop';
import type { PaneState } from '../shell/pane-state';
import { ScreenTitle } from '../shell/screen-title';
import type { Batches } from './sending/batches';
import { BatchesCard } from './sending/batches-card';
import { timeOf } from './upload-time';
import type { Uploads } from './uploads';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: '8px' },
  name: { overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  meta: { color: tokens.colorNeutralForeground2 },
  badges: { display: 'flex', gap: '4px', flexShrink: 0 },
  undone: { textDecorationLine: 'line-through' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const COLORS: Readonly<Record<UploadState, 'informative' | 'success' | 'warning' | 'danger' | 'brand'>> = {
  received: 'brand',
  checking: 'brand',
  'needs-fixes': 'warning',
  'needs-approval': 'warning',
  applying: 'brand',
  complete: 'success',
  undone: 'informative',
  cancelled: 'informative',
  failed: 'danger',
};

interface UploadsViewProps {
  readonly state: PaneState;
  readonly actions: Uploads;
  readonly batches: Batches;
  readonly onFix: (upload: Upload) => void;
}

/** The list of uploads. */
export function UploadsView({ state, actions, batches, onFix }: UploadsViewProps) {
  const styles = useStyles();
  const { uploads, uploadTab } = state;
  // Whoever empties the box goes on typing: it stays, however short the list was that it showed last.
  const [hasSearch, setHasSearch] = useState(false);
  if (!hasSearch && isLong(state)) setHasSearch(true);
  return (
    <div className={styles.stack}>
      <ScreenTitle>{UPLOADS.title}</ScreenTitle>
      <TabList
        size="small"
        selectedValue={uploadTab}
        onTabSelect={(_, data) => void actions.show(data.value as UploadTab)}
        aria-label={UPLOADS.title}
      >
        <Tab value="in-progress">{UPLOADS.tabs['in-progress']}</Tab>
        <Tab value="complete">{UPLOADS.tabs.complete}</Tab>
      </TabList>
      {mayChange(state) && (
        <FileDrop
          label={UPLOADS.file}
          hint={UPLOADS.dropHint}
          disabled={state.busy !== undefined}
          onFile={(file) => void actions.sendFile(file)}
        />
      )}
      {state.batches && <BatchesCard job={state.batches} disabled={state.busy !== undefined} actions={batches} />}
      {hasSearch && (
        <SearchBox
          placeholder={UPLOADS.searchHint}
          aria-label={UPLOADS.search}
          value={state.uploadSearch}
          onChange={(_, data) => void actions.search(data.value)}
        />
      )}
      {uploads?.list.length === 0 && state.uploadSearch !== '' && <Text>{UPLOADS.nothingFound}</Text>}
      {uploads?.list.length === 0 && state.uploadSearch === '' && (
        <Text>{uploadTab === 'complete' ? UPLOADS.nothingComplete : UPLOADS.nothingInProgress}</Text>
      )}
      {uploads?.list.map((upload) => (
        <UploadCard
          key={upload.id}
          upload={upload}
          mayApprove={mayApprove(state, upload)}
          mayChange={mayChange(state)}
          actions={actions}
          onFix={onFix}
        />
      ))}
      {uploads?.next && <Button onClick={() => void actions.showMore()}>{SHELL.showMore}</Button>}
    </div>
  );
}

type UploadCardProps = Pick<UploadsViewProps, 'actions' | 'onFix'> & {
  readonly upload: Upload;
  readonly mayApprove: boolean;
  readonly mayChange: boolean;
};

function UploadCard({ upload, mayApprove, mayChange: isChangeable, actions, onFix }: UploadCardProps) {
  const styles = useStyles();
  const label = UPLOADS.states[upload.state];
  const { received, accepted, createdAt } = upload;
  const time = moment(Date.parse(createdAt));
  const isBack = isSentBack(upload);
  const isUndone = upload.state === 'undone';
  return (
    <Card size="small" role="group" aria-label={UPLOADS.upload(upload.name, label)}>
      <div className={styles.head}>
        <Text className={styles.name}>{upload.name}</Text>
        <span className={styles.badges}>
          {upload.test && <Badge appearance="outline">{UPLOADS.test}</Badge>}
          <Badge color={COLORS[upload.state]} appearance="tint">
            {label}
          </Badge>
        </span>
      </div>
      <Text size={200} className={styles.meta} title={time}>
        {UPLOADS.sentBy(upload.type, UPLOADS.when(createdAt, Date.now()), upload.createdBy)}
        {upload.releasedBy !== upload.createdBy && UPLOADS.releasedBy(upload.releasedBy)}
        {upload.approval?.state === 'approved' && UPLOADS.approvedBy(upload.approval.by ?? '')}
      </Text>
      <Text size={200} className={mergeClasses(styles.meta, isUndone && styles.undone)}>
        {accepted === null ? UPLOADS.received(received) : UPLOADS.counts(received, accepted)}
        {UPLOADS.took(timeOf(upload))}
      </Text>
      {!isAtRest(upload) && <ProgressBar value={upload.progress} aria-label={UPLOADS.progress(upload.name)} />}
      {upload.problem && <Text size={200}>{upload.problem}</Text>}
      {upload.note && <Text size={200}>{upload.note}</Text>}
      {(upload.undoLeft ?? 0) > 0 && <Text size={200}>{UPLOADS.undoLeft(upload.undoLeft ?? 0)}</Text>}
      {isBack && <Text size={200}>{UPLOADS.sentBack(upload.approval?.by ?? '', upload.approval?.note ?? '')}</Text>}
      <div className={styles.actions}>
        {mayApprove && (
          <Button size="small" appearance="primary" onClick={() => void actions.review(upload)}>
            {UPLOADS.review}
          </Button>
        )}
        {isBack && isChangeable && (
          <Button size="small" onClick={() => void actions.askAgain(upload)}>
            {UPLOADS.askAgain}
          </Button>
        )}
        {(upload.state === 'complete' || upload.state === 'undone') && (
          <>
            <Button size="small" onClick={() => void actions.openLog(upload.id)}>
              {UPLOADS.viewLog}
            </Button>
            <Button size="small" onClick={() => void actions.download(upload)}>
              {UPLOADS.downloadLog}
            </Button>
          </>
        )}
        {isChangeable && mayBeUndone(upload) && (
          <Button size="small" onClick={() => void actions.askUndo(upload)}>
            {isUndone ? UPLOADS.undoRest : UPLOADS.undo}
          </Button>
        )}
        {upload.state === 'needs-fixes' && isChangeable && !isBack && (
          <Button size="small" appearance="primary" onClick={() => onFix(upload)}>
            {UPLOADS.fixErrors}
          </Button>
        )}
        {upload.state === 'failed' && isChangeable && (
          <Button size="small" appearance="primary" onClick={() => void actions.retry(upload)}>
            {UPLOADS.retry}
          </Button>
        )}
        {isChangeable && ['needs-fixes', 'needs-approval', 'failed'].includes(upload.state) && (
          <Button size="small" onClick={() => actions.askCancel(upload)}>
            {UPLOADS.cancel}
          </Button>
        )}
      </div>
    </Card>
  );
}

/** Whether the user may change caseload at all. */
function mayChange({ connection }: PaneState): boolean {
  return connection.status !== 'signed-in' || CASELOAD_RIGHTS.some((right) => reachOf(connection.session.securities, right) !== 'none');
}

/** Whether the user may look at an upload of somebody else before it is applied. */
function mayApprove({ connection }: PaneState, { state, createdBy, releasedBy }: Upload): boolean {
  if (state !== 'needs-approval' || connection.status !== 'signed-in') return false;
  const { securities, user } = connection.session;
  return securities.includes('uploads:approve') && createdBy !== user.email && releasedBy !== user.email;
}

/** Whether an upload, or what an undo has left of it, is recent enough to be undone. */
function mayBeUndone({ createdAt, state, undoLeft }: Upload): boolean {
  if (state !== 'complete' && (state !== 'undone' || undoLeft === null || undoLeft === 0)) return false;
  return Date.now() - Date.parse(createdAt) < UNDO_DAYS * 86_400_000;
}

/** Whether the list is long enough for a search box. */
function isLong({ uploads, uploadSearch }: PaneState): boolean {
  return uploadSearch !== '' || uploads?.next != null || (uploads?.list.length ?? 0) > 8;
}
