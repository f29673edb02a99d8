import { makeStyles } from '@fluentui/react-components';
import { currentLanguage } from '../../core/text/language';
import { SETTINGS } from '../../core/text/pane/settings';

const useStyles = makeStyles({
  page: { border: 0, flexGrow: 1, minHeight: '70vh' },
  // The page in the frame shows it; screen readers look for it here, too.
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});

/** The help, inside the pane: a window of its own can't be opened everywhere. */
export function HelpView() {
  const styles = useStyles();
  return (
    <>
      <h1 className={styles.hidden}>{SETTINGS.help}</h1>
      <iframe className={styles.page} src={`/help.html?language=${currentLanguage()}`} title={SETTINGS.help} />
    </>
  );
}
