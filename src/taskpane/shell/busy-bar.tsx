import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { SHELL } from '../../core/text/pane/shell';
import type { Busy } from './pane-state';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    padding: '4px 12px 8px',
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  text: { color: tokens.colorNeutralForeground2 },
});

/** The delay before progress is shown, in milliseconds. */
const QUIET = 300;

/** The status bar: shows the current operation and its progress at the bottom, so that nothing moves under the pointer when it comes and goes. */
export function BusyBar({ busy }: { busy: Busy | undefined }) {
  const styles = useStyles();
  const [late, setLate] = useState(false);
  const label = busy?.label;
  useEffect(() => {
    setLate(false);
    if (label === undefined) return;
    const timer = setTimeout(() => setLate(true), QUIET);
    return () => clearTimeout(timer);
  }, [label]);
  if (busy === undefined || !late) return null;
  return (
    <div className={styles.bar} role="status">
      <Text size={200} className={styles.text}>
        {SHELL.busy(busy.label)}
      </Text>
      <ProgressBar aria-label={busy.label} {...(busy.share === null ? {} : { value: busy.share })} />
    </div>
  );
}
