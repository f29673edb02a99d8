import type { Conventions } from '../core/text/create-format';
import { requestWhenIdle } from './run';

/** How Excel writes numbers and dates, by the system's regional settings. One request. @throws ExcelProblem */
export function readConventions(): Promise<Conventions> {
  return requestWhenIdle(
    (context) => {
      const { cultureInfo } = context.workbook.application;
      cultureInfo.load('name');
      return { cultureInfo, dates: cultureInfo.datetimeFormat.load('shortDatePattern') };
    },
    ({ cultureInfo, dates }) => ({ locale: cultureInfo.name, datePattern: dates.shortDatePattern }),
  );
}
