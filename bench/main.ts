// Benchmarks, compared with the alternatives: `npm run bench`, or `npm run bench -- core service` for some of them.
// Machines are noisy: compare the ratios.
import { readFileSync, writeFileSync } from 'node:fs';
import { benchAttacks } from './attacks';
import { benchCore } from './core';
import { benchCurve } from './curve';
import { benchDatabase } from './database';
import { benchExcel } from './excel';
import { benchHighlights } from './highlights';
import { benchLargeRecord } from './large-record';
import { benchLoad } from './load';
import { benchMatch } from './match';
import { benchPane } from './pane';
import { allResults } from './report';
import { benchService } from './service';
import { benchSuggest } from './suggest';
import { benchTyping } from './typing';
import { benchUploads } from './uploads';
import { benchWriting } from './writing';

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  core: benchCore,
  suggest: benchSuggest,
  match: benchMatch,
  excel: benchExcel,
  highlights: benchHighlights,
  pane: benchPane,
  typing: benchTyping,
  database: benchDatabase,
  service: benchService,
  writing: benchWriting,
  load: benchLoad,
  uploads: benchUploads,
  curve: benchCurve,
  record: benchLargeRecord,
  attacks: benchAttacks,
};

const RESULTS = 'bench/results.json';

async function main(chosen: readonly string[]): Promise<void> {
  for (const [name, run] of Object.entries(PARTS)) if (chosen.length === 0 || chosen.includes(name)) await run();
  // Those of the other parts are kept.
  const earlier = chosen.length === 0 ? {} : JSON.parse(readFileSync(RESULTS, 'utf8'));
  writeFileSync(RESULTS, `${JSON.stringify({ ...earlier, ...allResults() }, null, 2)}\n`);
  process.exit(0);
}

void main(process.argv.slice(2));
