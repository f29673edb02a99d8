import { Button, makeStyles, Text, Textarea } from '@fluentui/react-components';
import { AUDIT } from '../../core/text/audit';
import { EXPORT } from '../../core/text/pane/sheet';
import { UPLOADS } from '../../core/text/pane/uploads';
import { BackButton } from './back-button';
import type { Feedback } from './feedback';
import { ScreenTitle } from './screen-title';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'stretch' },
  start: { alignSelf: 'flex-start' },
});

interface FileTextProps {
  readonly file: { readonly fileName: string; readonly text: string };
  /** What it is the file of, to which *Back* goes. */
  readonly of: 'upload' | 'audit trail';
  readonly onBack: () => void;
  readonly feedback: Feedback;
}

/** A file as text to copy, where Excel lets the pane save no files. */
export function FileText({ file: { fileName, text }, of, onBack, feedback }: FileTextProps) {
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      <BackButton to={of === 'upload' ? UPLOADS.back : AUDIT.title} onClick={onBack} />
      <ScreenTitle>{fileName}</ScreenTitle>
      <Text>{EXPORT.noDownload}</Text>
      <Button className={styles.start} appearance="primary" onClick={() => void feedback.copy(text)}>
        {EXPORT.copy}
      </Button>
      <Textarea aria-label={EXPORT.text} readOnly resize="vertical" rows={12} value={text} onFocus={(event) => event.target.select()} />
    </div>
  );
}
