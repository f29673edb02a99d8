import { Button, Card, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import type { Controller } from '../controller';
import type { BatchJob } from '../shell/pane-state';

const useStyles = makeStyles({
  meta: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const WORDS: Readonly<Record<BatchJob['status'], string>> = {
  running: 'Sending',
  pausing: 'Pausing after this batch',
  paused: 'Paused',
  stopped: 'Stopped',
  done: 'All batches are sent',
};

/** A sheet that is sent in batches: one job, one progress. */
export function BatchesCard({ job, controller }: { job: BatchJob; controller: Controller }) {
  const styles = useStyles();
  const { batches } = controller;
  const canGoOn = (job.status === 'paused' || job.status === 'stopped') && job.sent < job.total;
  return (
    <Card role="group" aria-label={`Batches of ${job.name}`}>
      <Text weight="semibold">
        {job.name}: {job.sent} of {job.total} batches
      </Text>
      <ProgressBar value={job.sent / job.total} aria-label={`Batches of ${job.name} sent`} />
      <Text size={200} className={styles.meta}>
        {WORDS[job.status]}. {job.received.toLocaleString()} received, {job.accepted.toLocaleString()} accepted.
      </Text>
      {job.problem && <Text size={200}>{job.problem}</Text>}
      <div className={styles.actions}>
        {job.status === 'running' && (
          <Button size="small" onClick={() => batches.pause()}>
            Pause
          </Button>
        )}
        {canGoOn && (
          <Button size="small" appearance="primary" onClick={() => void batches.resume()}>
            Continue
          </Button>
        )}
        {job.status !== 'running' && job.status !== 'pausing' && (
          <Button size="small" onClick={() => batches.dismiss()}>
            Close
          </Button>
        )}
      </div>
    </Card>
  );
}
