import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { SHELL } from '../../core/text/pane/shell';
import type { Notice } from './pane-state';

/** The current notice. */
export function NoticeBar({ notice, onDismiss }: { notice: Notice | undefined; onDismiss: () => void }) {
  if (notice === undefined) return null;
  const { action } = notice;
  const act = () => {
    onDismiss();
    action?.run();
  };
  return (
    <MessageBar intent={notice.intent} layout="multiline" politeness={notice.intent === 'error' ? 'assertive' : 'polite'}>
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
