import type { MarkStream } from '../src/excel/highlights/stream';
import { openExcel } from '../src/excel/testing/open-excel';
import type { Sheet } from '../src/preview/workbook/sheet/sheet';

/** The traffic with Excel. */
export interface Traffic {
  readonly requests: number;
  readonly sentKB: number;
  readonly receivedKB: number;
}

/** An empty workbook for the real Office.js, which measures the traffic between them. */
export function openWorkbook(): {
  readonly sheet: Sheet;
  readonly stream: MarkStream;
  readonly weigh: (work: () => Promise<unknown>) => Promise<Traffic>;
} {
  const { workbook, excel, stream } = openExcel('Sheet1');
  const { host } = excel;
  // Office.js releases its ranges a moment later, and sends results of functions at most twice a second.
  const settle = () => new Promise((resolve) => setTimeout(resolve, 1200));
  const weigh = async (work: () => Promise<unknown>) => {
    await settle();
    host.takeTraffic();
    await work();
    await settle();
    const { requests, sent, received } = host.takeTraffic();
    return { requests, sentKB: sent / 1024, receivedKB: received / 1024 };
  };
  return { sheet: workbook.active, stream, weigh };
}
