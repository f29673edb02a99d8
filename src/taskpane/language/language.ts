import { setConventions } from '../../core/text/format';
import { addCatalog, type Language, languageOf, setLanguageSource } from '../../core/text/language';
import { readConventions } from '../../excel/culture';
import { memory } from '../service/local-memory';

/** The language that Excel, or the browser around the sign-in page, is displayed in. */
function displayLanguage(): Language {
  const ofExcel = typeof Office === 'undefined' ? undefined : Office.context?.displayLanguage;
  return languageOf(ofExcel ?? navigator.language);
}

/**
 * Shows everything in the chosen language, or in Excel's. A language other than English is loaded when it is first needed; if that fails,
 * the language stays as it is.
 */
export async function speak(chosen = memory.language.read()): Promise<void> {
  const language = chosen ?? displayLanguage();
  if (language === 'es') {
    try {
      addCatalog('es', (await import(/* webpackChunkName: "spanish" */ '../../core/text/es/pane')).PANE_IN_SPANISH);
    } catch {
      return;
    }
  }
  setLanguageSource(() => language);
  document.documentElement.lang = language;
}

/** Writes numbers and dates as Excel does; as in the United States if Excel does not tell. */
export async function followConventions(): Promise<void> {
  await readConventions().then(setConventions, () => undefined);
}
