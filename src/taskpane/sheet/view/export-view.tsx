import { Button, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { EXPORT } from '../../../core/text/pane/sheet';
import { canDownload } from '../../../excel/commands/downloads';
import { QuietButton } from '../../fixes/fix-line';
import { BackButton } from '../../shell/back-button';
import type { ExportedFile } from '../../shell/pane-state';
import { ScreenTitle } from '../../shell/screen-title';
import type { CsvExport } from '../csv-export';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  change: { overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2 },
});

/** The most changes to show. */
const SHOWN = 100;

interface ExportViewProps {
  readonly file: ExportedFile;
  readonly actions: CsvExport;
  readonly onGo: (address: string) => void;
}

/** The file for the original system, and the changed cells. */
export function ExportView({ file, actions, onGo }: ExportViewProps) {
  const styles = useStyles();
  const [asText, setAsText] = useState(false);
  const { fileName, text, rows, changes } = file;
  const mayDownload = canDownload();
  return (
    <div className={styles.stack}>
      <BackButton to={EXPORT.back} onClick={() => actions.close()} />
      <div>
        <ScreenTitle>{fileName}</ScreenTitle>
        <Text block size={200} className={styles.meta}>
          {EXPORT.summary(rows)}
        </Text>
      </div>
      <Button appearance="primary" onClick={() => (mayDownload ? actions.save(file) : void actions.copy(file))}>
        {mayDownload ? EXPORT.download : EXPORT.copy}
      </Button>
      <div className={styles.buttons}>
        {mayDownload && (
          <Button size="small" onClick={() => void actions.copy(file)}>
            {EXPORT.copy}
          </Button>
        )}
        <Button size="small" onClick={() => setAsText(!asText)}>
          {asText ? EXPORT.hideText : EXPORT.showText}
        </Button>
      </div>
      {!mayDownload && <Text>{EXPORT.noDownload}</Text>}
      {asText && (
        <Textarea aria-label={EXPORT.text} readOnly resize="vertical" rows={8} value={text} onFocus={(event) => event.target.select()} />
      )}
      <Text>{changes.length === 0 ? EXPORT.unchanged : EXPORT.changed(changes.length)}</Text>
      {changes.length > 0 && (
        <ul aria-label={EXPORT.changedCells} className={styles.list}>
          {changes.slice(0, SHOWN).map(({ address, before, after }) => (
            <li key={address} className={styles.change}>
              <QuietButton onClick={() => onGo(address)}>{address}</QuietButton>
              <Text block size={200}>
                {EXPORT.becomes(before, after)}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {changes.length > SHOWN && <Text size={200}>{EXPORT.more(changes.length - SHOWN)}</Text>}
    </div>
  );
}
