import { requestOnce } from './run';

/** A text that the add-in keeps in the workbook; undefined if there is none. One request. */
export function readSetting(key: string): Promise<string | undefined> {
  return requestOnce(
    (context) => context.workbook.settings.getItemOrNullObject(key).load('value'),
    (setting) => (setting.isNullObject || typeof setting.value !== 'string' ? undefined : setting.value),
  );
}

/** Keeps a text in the workbook, beside the cells. One request. */
export function writeSetting(key: string, value: string): Promise<void> {
  return requestOnce(
    (context) => {
      context.workbook.settings.add(key, value);
    },
    () => undefined,
  );
}
