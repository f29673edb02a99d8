import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { SHELL } from '../../core/text/pane/shell';
import type { Notice } from './pane-state';

/** The height of the notice, for what stays below it while the page is scrolled. */
export const NOTICE_HEIGHT = '--notice-height';

const useStyles = makeStyles({
  // Below the tabs, wherever the page is scrolled to: the answer to a button at its end is read there.
  bar: { position: 'sticky', top: '48px', zIndex: 2, flexShrink: 0 },
});

/** The current notice. */
export function NoticeBar({ notice, onDismiss }: { notice: Notice | undefined; onDismiss: () => void }) {
  const styles = useStyles();
  const bar = useRef<HTMLDivElement>(null);
  // What else stays at the top stays below it.
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    style.setProperty(NOTICE_HEIGHT, `${bar.current?.offsetHeight ?? 0}px`);
    return () => void style.removeProperty(NOTICE_HEIGHT);
  });
  if (notice === undefined) return null;
  const { action } = notice;
  const act = () => {
    onDismiss();
    action?.run();
  };
  return (
    <MessageBar
      ref={bar as RefObject<never>}
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
