import './preview.css';
import { Grid } from '../grid/grid';
import { PaneFrame } from '../wire/frame';
import { areaAddress, parseArea } from '../workbook/address';
import type { Author } from '../workbook/sheet/sheet-owner';
import type { Value } from '../workbook/values';
import { Workbook } from '../workbook/workbook';
import { Inbox } from './inbox';
import { type MenuCommand, readManifest } from './manifest';
import { chooseLanguage, Played } from './played';
import { Ribbon } from './ribbon';
import { Storage } from './storage';

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
};

const area = (address: string) => {
  const found = parseArea(address);
  if (found === null) throw new Error(`${address} is no address.`);
  return found;
};

const workbook = new Workbook(['Sheet1']);
const storage = new Storage(workbook);
const displayLanguage = chooseLanguage(element('language') as HTMLSelectElement);
const [manifest] = await Promise.all([readManifest(displayLanguage), storage.open()]);
workbook.addIns.register(manifest.namespace, manifest.functions);
const side = element('side');
const ribbon: Ribbon = new Ribbon(element('ribbon'), {
  run: (id, action) => {
    frame.invoke(id, action);
    // As in Excel: Enter is for the cell again, not for the button.
    element('grid').focus({ preventScroll: true });
  },
  showPane: () => host.showPane(true),
});
const played = new Played(element('plays') as HTMLSelectElement, workbook);
// Only its button opens the pane of an add-in from the Marketplace.
side.classList.toggle('hidden', !workbook.platform.opensPane);
const host = {
  setButtonEnabled: (id: string, enabled: boolean) => ribbon.setEnabled(id, enabled),
  showPane: (visible: boolean) => side.classList.toggle('hidden', !visible),
  isPaneShown: () => !side.classList.contains('hidden'),
};
const frame: PaneFrame = new PaneFrame(workbook, host, '/preview-taskpane.html', displayLanguage);

/** For scripts: actions and contents of the active worksheet, as for a user. */
const sheet = {
  getValues: (address: string) => workbook.active.values(area(address)),
  /** As if typed or pasted by a person. */
  setValues: (address: string, values: readonly (readonly Value[])[], by: Author = 'user') =>
    workbook.active.setValues(area(address), values, by),
  /** The cells that the add-in's conditional formats highlight. */
  getHighlights(): readonly string[] {
    const columns = workbook.active.usedArea()?.columns ?? 0;
    const found: string[] = [];
    // A format may color a row because of what another sheet holds there.
    const rows = new Set(workbook.sheets.flatMap((one) => [...one.filledRows()]));
    for (const row of [...rows].sort((one, other) => one - other)) {
      for (let column = 0; column < columns; column++) {
        if (workbook.active.conditionalStyle(row, column).fill !== undefined) found.push(areaAddress({ row, column, rows: 1, columns: 1 }));
      }
    }
    return found;
  },
  getDropdown: (address: string) => workbook.active.dropdown(area(address).row, area(address).column),
  select: (address: string) => workbook.select(workbook.active, area(address)),
  deleteRows: (first: number, count: number) => workbook.active.deleteRows(first - 1, count, 'user'),
  insertRows: (first: number, count: number) => workbook.active.insertRows(first - 1, count, 'user'),
  sort: (address: string, column: number, ascending = true) => {
    const block = area(address);
    workbook.active.sort(block, [{ place: column - block.column, ascending }], 'user');
  },
};

const requests = () => {
  const { requests: count, sent, received } = frame.host.takeTraffic();
  return { count, sent, received };
};

declare global {
  interface Window {
    preview: {
      sheet: typeof sheet;
      requests: typeof requests;
      workbook: Workbook;
      /** Resolves when the workbook is stored in the browser. */
      stored(): Promise<void>;
      slowDown(milliseconds: number): void;
    };
  }
}
window.preview = { sheet, requests, workbook, stored: () => storage.settled(), slowDown: (milliseconds) => frame.slowDown(milliseconds) };

played.coAuthor(element('co-author'));
new Inbox(element('inbox'), element('inbox-button'));
element('start-over').addEventListener('click', async () => {
  await storage.clear();
  location.reload();
});
side.append(frame.element);
ribbon.draw(manifest.groups);
const run = ({ id, action }: MenuCommand) => (action === undefined ? host.showPane(true) : frame.invoke(id, action));
const { label, commands } = manifest.cellMenu;
new Grid(workbook, element('grid'), { label, items: commands.map((one) => ({ label: one.label, run: () => run(one) })) });
// As in Excel on the web, shortcuts work while the grid has the focus.
element('grid').addEventListener(
  'keydown',
  (event) => {
    const pressed = [event.metaKey && 'Command', event.ctrlKey && 'Ctrl', event.shiftKey && 'Shift', event.altKey && 'Alt'].filter(Boolean);
    const keys = [...pressed, event.code.replace(/^Key|^Digit/, '')].join('+');
    const found = manifest.shortcuts.find(({ key }) => key.default === keys || key.mac === keys);
    if (found === undefined) return;
    event.preventDefault();
    frame.invoke(found.action, found.action);
  },
  true,
);
