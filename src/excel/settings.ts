import { requestOnce, requestWhenIdle } from './run';

/** Reads a setting of the add-in in the workbook; undefined if there is none. One request. */
export function readSetting(key: string): Promise<string | undefined> {
  return requestWhenIdle(
    (context) => context.workbook.settings.getItemOrNullObject(key).load('value'),
    (setting) => (setting.isNullObject || typeof setting.value !== 'string' ? undefined : setting.value),
  );
}

/** Stores a setting of the add-in in the workbook. One request. */
export function writeSetting(key: string, value: string): Promise<void> {
  return requestOnce(
    (context) => {
      context.workbook.settings.add(key, value);
    },
    () => undefined,
  );
}
