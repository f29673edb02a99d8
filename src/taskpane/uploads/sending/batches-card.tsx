import { Button, Card, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { BATCHES } from '../../../core/text/pane/uploads';
import type { BatchJob } from '../../shell/pane-state';
import type { Batches } from './batches';

const useStyles = makeStyles({
  meta: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** The progress of a sheet that is sent in batches. */
export function BatchesCard({ job, disabled, actions }: { job: BatchJob; disabled: boolean; actions: Batches }) {
  const styles = useStyles();
  const canGoOn = (job.status === 'paused' || job.status === 'stopped') && job.sent < job.total;
  return (
    <Card role="group" aria-label={BATCHES.label(job.name)}>
      <Text weight="semibold">{BATCHES.sent(job.name, job.sent, job.total)}</Text>
      <ProgressBar value={job.sent / job.total} aria-label={BATCHES.progress(job.name)} />
      <Text size={200} className={styles.meta}>
        {BATCHES.summary(BATCHES.states[job.status], job.received, job.accepted)}
      </Text>
      {job.problem && <Text size={200}>{job.problem}</Text>}
      <div className={styles.actions}>
        {job.status === 'running' && (
          <Button size="small" onClick={() => actions.pause()}>
            {BATCHES.pause}
          </Button>
        )}
        {canGoOn && (
          <Button size="small" appearance="primary" disabled={disabled} onClick={() => void actions.resume()}>
            {BATCHES.resume}
          </Button>
        )}
        {job.status !== 'running' && job.status !== 'pausing' && (
          <Button size="small" onClick={() => actions.dismiss()}>
            {BATCHES.close}
          </Button>
        )}
      </div>
    </Card>
  );
}
