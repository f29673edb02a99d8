import { makeStyles } from '@fluentui/react-components';
import { currentLanguage } from '../../core/text/language';
import { SETTINGS } from '../../core/text/pane/settings';

const useStyles = makeStyles({ page: { border: 0, flexGrow: 1, minHeight: '70vh' } });

/** The help, inside the pane: a window of its own can't be opened everywhere. */
export function HelpView() {
  return <iframe className={useStyles().page} src={`/help.html?language=${currentLanguage()}`} title={SETTINGS.help} />;
}
