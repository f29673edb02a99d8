import { Button, makeStyles, Subtitle2, Text, Textarea, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Controller } from '../controller';
import { QuietButton } from '../fixes/fix-line';
import type { PaneState } from '../shell/pane-state';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  back: { alignSelf: 'flex-start' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  change: { overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2 },
});

/** More would not be read. */
const SHOWN = 100;

/** The file for the original system, and what had to be changed for it. */
export function ExportView({ controller, state: { exported } }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const [asText, setAsText] = useState(false);
  if (exported === undefined) return null;
  const { fileName, text, rows, changes } = exported;
  const { sheet } = controller;
  return (
    <div className={styles.stack}>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => sheet.csv.close()}>
        Sheet
      </Button>
      <div>
        <Subtitle2 as="h1">{fileName}</Subtitle2>
        <Text block size={200} className={styles.meta}>
          {rows.toLocaleString()} {rows === 1 ? 'row' : 'rows'} for the upload page of the original system. Your sheet stays as it is.
        </Text>
      </div>
      <div className={styles.buttons}>
        <Button appearance="primary" onClick={() => sheet.csv.save()}>
          Download
        </Button>
        <Button onClick={() => void sheet.csv.copy()}>Copy</Button>
        <Button onClick={() => setAsText(!asText)}>{asText ? 'Hide text' : 'Show text'}</Button>
      </div>
      {asText && (
        <Textarea
          aria-label="The file as text"
          readOnly
          resize="vertical"
          rows={8}
          value={text}
          onFocus={(event) => event.target.select()}
        />
      )}
      <Text>
        {changes.length === 0
          ? 'No cell had to be changed.'
          : `${changes.length.toLocaleString()} ${changes.length === 1 ? 'cell is' : 'cells are'} written otherwise, because the file may hold no commas, line breaks or formulas:`}
      </Text>
      {changes.length > 0 && (
        <ul aria-label="Changed cells" className={styles.list}>
          {changes.slice(0, SHOWN).map(({ address, before, after }) => (
            <li key={address} className={styles.change}>
              <QuietButton onClick={() => void sheet.goTo(address)}>{address}</QuietButton>
              <Text block size={200}>
                “{before}” becomes “{after}”
              </Text>
            </li>
          ))}
        </ul>
      )}
      {changes.length > SHOWN && <Text size={200}>and {(changes.length - SHOWN).toLocaleString()} more</Text>}
    </div>
  );
}
