import { functions } from '../../../assets/functions.json';
import { type NodeExcel, startNodeExcel } from '../../preview/wire/node';
import { Workbook } from '../../preview/workbook/workbook';
import { MarkStream } from '../highlights/stream';

/** A workbook with the real Office.js, as the globals that the add-in uses. */
export interface OpenExcel {
  readonly workbook: Workbook;
  readonly excel: NodeExcel;
  /** The add-in's function, called by this workbook. */
  readonly stream: MarkStream;
}

export function openExcel(...names: readonly string[]): OpenExcel {
  const workbook = new Workbook(names);
  const excel = startNodeExcel(workbook);
  const { Excel, CustomFunctions } = excel;
  Object.assign(globalThis, { Excel, CustomFunctions, Office: { context: { requirements: { isSetSupported: () => true } } } });
  workbook.addIns.register('CASELOAD', functions);
  const stream = new MarkStream();
  stream.offer();
  return { workbook, excel, stream };
}

/** Waits until Office.js has sent the results of functions: at most twice a second. */
export async function untilShown(isShown: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isShown(); tries++) await new Promise((resume) => setTimeout(resume, 25));
}
