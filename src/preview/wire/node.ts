import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import type { Workbook } from '../workbook/workbook';
import { ExcelHost, hostRequest } from './excel-host';
import { HOST_FLAGS } from './messages';

/** The real office.js in Node, on the preview's workbook: `Excel.run` for tests and measurements. */
export interface NodeExcel {
  readonly host: ExcelHost;
  /** The package's globals. */
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
  readonly OfficeExtension: typeof OfficeExtension;
  readonly CustomFunctions: typeof CustomFunctions;
  /** The buttons that the add-in has enabled or disabled, by ID. */
  readonly buttons: ReadonlyMap<string, boolean>;
}

interface OfficeWindow {
  Excel: typeof Excel;
  Office: typeof Office;
  OfficeExtension: typeof OfficeExtension;
  OSF: { DDA: { RichApi: Record<string, unknown> } };
  CustomFunctions: typeof CustomFunctions;
}

/** Loads `excel-web-16.00.debug.js` of the installed package into a context of its own. */
export function startNodeExcel(workbook: Workbook): NodeExcel {
  const source = readFileSync(require.resolve('@microsoft/office-js/dist/excel-web-16.00.debug.js'), 'utf8');
  const loaded: (() => void)[] = [];
  const element = { setAttribute: () => undefined, appendChild: () => undefined, style: {} };
  const window: Record<string, unknown> = {
    location: new URL('http://localhost/'),
    navigator: { userAgent: 'node' },
    performance,
    setTimeout,
    clearTimeout,
    Promise,
    console,
    document: {
      createElement: () => element,
      getElementsByTagName: () => [element],
      head: element,
      body: element,
      cookie: '',
      readyState: 'loading',
      addEventListener: (_: string, listener: () => void) => void loaded.push(listener),
    },
    addEventListener: () => undefined,
  };
  const hostInfo = { hostPlatform: 'web', flags: HOST_FLAGS };
  const requirements = { isSetSupported: () => true };
  window.OSF = { _OfficeAppFactory: { getHostInfo: () => hostInfo, getContext: () => ({ requirements }) } };
  // office.js itself, which is not loaded here, holds the add-in's functions by upper-case ID.
  const mappings: Record<string, unknown> = {};
  window.CustomFunctions = {
    _association: { mappings, onchange: () => undefined },
    associate: (id: string, called: unknown) => {
      mappings[id.toUpperCase()] = called;
    },
  };
  window.window = window;
  window.self = window;
  const context = createContext(window);
  runInContext(source, context);
  const office = window as unknown as OfficeWindow;
  Object.assign(office.Office, { HostType: { Excel: 'Excel' }, onReady: (ready: (info: object) => void) => ready({ host: 'Excel' }) });
  const buttons = new Map<string, boolean>();
  const host = new ExcelHost(
    workbook,
    {
      setButtonEnabled: (id, enabled) => void buttons.set(id, enabled),
      showPane: () => undefined,
      isPaneShown: () => true,
      commandsReady: () => undefined,
    },
    (messages) => {
      const entries = messages.map(([messageCategory, messageType, targetId, message]) => ({
        messageCategory,
        messageType,
        targetId,
        message,
      }));
      // As in Excel, an event comes after the batch that raised it has been answered.
      setTimeout(() => handlers.forEach((handle) => void handle({ entries })));
    },
  );
  const handlers: ((messages: unknown) => void)[] = [];
  office.OSF.DDA.RichApi.richApiMessageManager = {
    register: (handler: (messages: unknown) => void) => {
      handlers.push(handler);
      return Promise.resolve();
    },
  };
  office.OSF.DDA.RichApi.executeRichApiRequestAsync = (request: unknown[], callback: (result: unknown) => void) => {
    host.execute(hostRequest(request), (answer) => {
      setTimeout(() => callback({ status: 'succeeded', value: { data: [200, [], answer] } }));
    });
  };
  for (const listener of loaded) listener();
  const { Excel, Office, OfficeExtension, CustomFunctions } = office;
  return { host, Excel, Office, OfficeExtension, CustomFunctions, buttons };
}
