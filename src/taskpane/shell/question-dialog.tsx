import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import { type RefObject, useEffect, useRef } from 'react';
import { SHELL } from '../../core/text/pane/shell';
import type { Question } from './pane-state';

/** Shows a confirmation dialog. */
export function Ask({ question, onAnswer }: { question: Question; onAnswer: (way: 'confirm' | 'other' | 'cancel') => void }) {
  const cancel = useRef<HTMLButtonElement>(null);
  // Whoever was about to press Enter for something else changes nothing.
  useEffect(() => cancel.current?.focus(), []);
  return (
    <Dialog open modalType="alert" onOpenChange={() => onAnswer('cancel')}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{question.title}</DialogTitle>
          <DialogContent>{question.detail}</DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={() => onAnswer('confirm')}>
              {question.confirm}
            </Button>
            {question.other && <Button onClick={() => onAnswer('other')}>{question.other.label}</Button>}
            <Button ref={cancel as RefObject<never>} onClick={() => onAnswer('cancel')}>
              {question.keep ?? SHELL.cancel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
