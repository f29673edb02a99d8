import { startNodeExcel } from '../src/preview/wire/node';
import type { Sheet } from '../src/preview/workbook/sheet';
import { Workbook } from '../src/preview/workbook/workbook';

/** What goes to Excel and comes back. */
export interface Traffic {
  readonly requests: number;
  readonly sentKB: number;
  readonly receivedKB: number;
}

/** An empty workbook that the real Office.js talks to; what goes over the wire is counted. */
export function openWorkbook(): { readonly sheet: Sheet; readonly weigh: (work: () => Promise<unknown>) => Promise<Traffic> } {
  const workbook = new Workbook(['Sheet1']);
  const { host, Excel, Office } = startNodeExcel(workbook);
  Object.assign(globalThis, { Excel, Office });
  // Office.js lets go of its ranges a moment after the work.
  const settle = () => new Promise((resolve) => setTimeout(resolve, 30));
  const weigh = async (work: () => Promise<unknown>) => {
    await settle();
    host.takeTraffic();
    await work();
    await settle();
    const { requests, sent, received } = host.takeTraffic();
    return { requests, sentKB: sent / 1024, receivedKB: received / 1024 };
  };
  return { sheet: workbook.active, weigh };
}
