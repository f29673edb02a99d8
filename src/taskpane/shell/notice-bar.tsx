import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { SHELL } from '../../core/text/pane/shell';
import type { Notice } from './pane-state';

const useStyles = makeStyles({
  // Below the tabs, wherever the page is scrolled to: the answer to a button at its end is read there.
  bar: { position: 'sticky', top: '48px', zIndex: 2, flexShrink: 0 },
});

/** The current notice. */
export function NoticeBar({ notice, onDismiss }: { notice: Notice | undefined; onDismiss: () => void }) {
  const styles = useStyles();
  if (notice === undefined) return null;
  const { action } = notice;
  const act = () => {
    onDismiss();
    action?.run();
  };
  return (
    <MessageBar
      className={styles.bar}
      intent={notice.intent}
      layout="multiline"
      politeness={notice.intent === 'error' ? 'assertive' : 'polite'}
    >
      <MessageBarBody>
        <MessageBarTitle>{notice.title}</MessageBarTitle>
        {notice.detail}
      </MessageBarBody>
      <MessageBarActions
        containerAction={<Button appearance="transparent" aria-label={SHELL.dismiss} icon={<DismissRegular />} onClick={onDismiss} />}
      >
        {action && <Button onClick={act}>{action.label}</Button>}
      </MessageBarActions>
    </MessageBar>
  );
}
