import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const DIST = join(__dirname, '..', 'dist');
const PREFIX = 'first-start-';

/** Copies a data folder with the sample site, as created by a first start of this build. Cached once per build in dist. */
export async function copyFirstStart(to: string, make: (folder: string) => Promise<void>): Promise<void> {
  const name = `${PREFIX}${statSync(join(DIST, 'caseload.js')).mtimeMs}`;
  const made = join(DIST, name);
  if (!existsSync(made)) {
    for (const old of readdirSync(DIST).filter((one) => one.startsWith(PREFIX) && !one.startsWith(name)))
      rmSync(join(DIST, old), { recursive: true, force: true });
    const folder = mkdtempSync(`${made}-`);
    await make(folder);
    try {
      renameSync(folder, made);
    } catch {
      // Another worker was faster.
      rmSync(folder, { recursive: true });
    }
  }
  cpSync(made, to, { recursive: true });
}
