import { startNodeExcel } from '../src/preview/wire/node';
import type { Sheet } from '../src/preview/workbook/sheet/sheet';
import { Workbook } from '../src/preview/workbook/workbook';

/** The traffic with Excel. */
export interface Traffic {
  readonly requests: number;
  readonly sentKB: number;
  readonly receivedKB: number;
}

/** An empty workbook for the real Office.js, which measures the traffic between them. */
export function openWorkbook(): { readonly sheet: Sheet; readonly weigh: (work: () => Promise<unknown>) => Promise<Traffic> } {
  const workbook = new Workbook(['Sheet1']);
  const { host, Excel, Office } = startNodeExcel(workbook);
  Object.assign(globalThis, { Excel, Office });
  // Office.js releases its ranges a moment later.
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
