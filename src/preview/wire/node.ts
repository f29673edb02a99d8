import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import type { Workbook } from '../workbook/workbook';
import { ExcelHost, hostRequest } from './excel-host';

/** The real office.js in Node, on the preview's workbook: `Excel.run` for tests and measurements. */
export interface NodeExcel {
  readonly host: ExcelHost;
  /** The package's globals. */
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
  readonly OfficeExtension: typeof OfficeExtension;
  /** The buttons that the add-in has enabled or disabled, by ID. */
  readonly buttons: ReadonlyMap<string, boolean>;
}

interface OfficeWindow {
  Excel: typeof Excel;
  Office: typeof Office;
  OfficeExtension: typeof OfficeExtension;
  OSF: { DDA: { RichApi: Record<string, unknown> }; _OfficeAppFactory?: unknown };
}

/** Loads `excel-web-16.00.debug.js` of the installed package into a context of its own. */
export function startNodeExcel(workbook: Workbook): NodeExcel {
  const source = readFileSync(require.resolve('@microsoft/office-js/dist/excel-web-16.00.debug.js'), 'utf8');
  const element = { setAttribute: () => undefined, appendChild: () => undefined, style: {} };
  const window: Record<string, unknown> = {
    location: new URL('http://localhost/'),
    navigator: { userAgent: 'node' },
    performance,
    setTimeout,
    clearTimeout,
    Promise,
    console,
    document: { createElement: () => element, getElementsByTagName: () => [element], head: element, body: element, cookie: '' },
    addEventListener: () => undefined,
  };
  window.window = window;
  window.self = window;
  const context = createContext(window);
  runInContext(source, context);
  const office = window as unknown as OfficeWindow;
  office.OSF._OfficeAppFactory = {
    getHostInfo: () => ({ hostPlatform: 'web' }),
    getContext: () => ({ requirements: { isSetSupported: () => true } }),
  };
  const buttons = new Map<string, boolean>();
  const host = new ExcelHost(
    workbook,
    { setButtonEnabled: (id, enabled) => void buttons.set(id, enabled), showPane: () => undefined, isPaneShown: () => true },
    (message) => {
      const [messageCategory, messageType, targetId, text] = message;
      // As in Excel, an event comes after the batch that raised it has been answered.
      setTimeout(() => deliver({ entries: [{ messageCategory, messageType, targetId, message: text }] }));
    },
  );
  let deliver: (messages: unknown) => void = () => undefined;
  office.OSF.DDA.RichApi.richApiMessageManager = {
    register: (handler: (messages: unknown) => void) => {
      deliver = handler;
      return Promise.resolve();
    },
  };
  office.OSF.DDA.RichApi.executeRichApiRequestAsync = (request: unknown[], callback: (result: unknown) => void) => {
    host.execute(hostRequest(request), (answer) => {
      setTimeout(() => callback({ status: 'succeeded', value: { data: [200, [], answer] } }));
    });
  };
  return { host, Excel: office.Excel, Office: office.Office, OfficeExtension: office.OfficeExtension, buttons };
}
