import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { SHEET } from '../../../core/text/pane/sheet';
import { remedyLabel } from '../../../core/text/remedies';
import type { SelectedProblem } from '../../shell/pane-state';
import type { SheetViewActions } from './sheet-view-actions';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '8px 12px',
    borderLeft: `3px solid ${tokens.colorPaletteRedBorder2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    overflowWrap: 'anywhere',
  },
  warning: { borderLeftColor: tokens.colorPaletteMarigoldBorder2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '6px', alignItems: 'center' },
  button: { minWidth: 0, overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2 },
});

/** The most suggestions that are shown. */
const SHOWN = 6;

interface Props {
  readonly selected: SelectedProblem;
  readonly disabled: boolean;
  readonly actions: Pick<SheetViewActions, 'fixCell' | 'remedy' | 'nextProblem'>;
}

/** What is wrong with the selected cell, and what puts it right: each suggestion and remedy is a button. */
export function SelectedCard({ selected: { address, findings }, disabled, actions }: Props) {
  const styles = useStyles();
  const isError = findings.some(({ severity }) => severity === 'error');
  return (
    <section aria-label={SHEET.problemIn(address)} className={isError ? styles.card : `${styles.card} ${styles.warning}`}>
      {findings.map((finding) => (
        <div key={`${finding.code} ${finding.message}`}>
          <Text block>
            <strong>{address}</strong> {finding.message}
          </Text>
          {finding.suggestions.length > 0 && (
            <div className={styles.buttons}>
              <Text size={200} className={styles.meta}>
                {finding.isGuess ? SHEET.didYouMean : SHEET.changeTo}
              </Text>
              {finding.suggestions.slice(0, SHOWN).map((suggestion, place) => (
                <Button
                  key={suggestion}
                  size="small"
                  className={styles.button}
                  appearance={place === 0 ? 'outline' : 'subtle'}
                  disabled={disabled}
                  onClick={() => actions.fixCell(address, suggestion)}
                >
                  {suggestion}
                </Button>
              ))}
            </div>
          )}
          {finding.remedies.length > 0 && (
            <div className={styles.buttons}>
              {finding.remedies.map((remedy) => (
                <Button
                  key={`${remedy.name} ${remedy.rows}`}
                  size="small"
                  className={styles.button}
                  disabled={disabled}
                  onClick={() => actions.remedy(remedy, finding.cells)}
                >
                  {remedyLabel(remedy)}
                </Button>
              ))}
            </div>
          )}
        </div>
      ))}
      <div className={styles.buttons}>
        <Button size="small" appearance="subtle" onClick={actions.nextProblem}>
          {SHEET.nextProblem}
        </Button>
      </div>
    </section>
  );
}
