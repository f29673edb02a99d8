// Draws the icons of the add-in and of its ribbon buttons, from Fluent's shapes. Rerun it after a change; the files are committed.
import { mkdirSync, writeFileSync } from 'node:fs';
import {
  ArrowNextRegular,
  BeakerRegular,
  ClipboardCheckmarkRegular,
  DocumentArrowDownRegular,
  type FluentIcon,
  HistoryRegular,
  PanelRightRegular,
  PeopleSwapRegular,
  QuestionCircleRegular,
  SendFilled,
  TableAddRegular,
  TableResizeColumnRegular,
  WrenchRegular,
} from '@fluentui/react-icons';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { openBrowser } from '../e2e/browser';

/** Readable on Excel's light and dark ribbon. */
const COLOR = '#2F7EC1';
const BUTTONS: Readonly<Record<string, FluentIcon>> = {
  openPane: PanelRightRegular,
  newTemplate: TableAddRegular,
  matchColumns: TableResizeColumnRegular,
  transferCaseload: PeopleSwapRegular,
  checkSheet: ClipboardCheckmarkRegular,
  nextProblem: ArrowNextRegular,
  fixErrors: WrenchRegular,
  submit: SendFilled,
  testUpload: BeakerRegular,
  exportCsv: DocumentArrowDownRegular,
  uploads: HistoryRegular,
  help: QuestionCircleRegular,
};
/** A sheet with an upward arrow. */
const ADD_IN = `<svg viewBox="0 0 100 100"><rect x="12" y="6" width="76" height="88" fill="#1F4E79"/><path d="M50 24 75 52H58V78H42V52H25Z" fill="#FFFFFF"/></svg>`;

async function main(): Promise<void> {
  const browser = await openBrowser();
  const page = await browser.newPage();
  const draw = async (svg: string, size: number, file: string) => {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body { margin: 0; font-size: ${size}px; color: ${COLOR} } svg { display: block; width: 1em; height: 1em }</style>${svg}`,
    );
    writeFileSync(file, await page.screenshot({ omitBackground: true }));
  };
  mkdirSync('assets/buttons', { recursive: true });
  for (const size of [16, 32, 64, 80, 128]) await draw(ADD_IN, size, `assets/icon-${size}.png`);
  for (const [action, icon] of Object.entries(BUTTONS))
    for (const size of [16, 32, 80]) await draw(renderToStaticMarkup(createElement(icon)), size, `assets/buttons/${action}-${size}.png`);
  await browser.close();
}

void main();
