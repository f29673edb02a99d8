import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function packageFolder(from: string): string {
  return existsSync(join(from, 'package.json')) || dirname(from) === from ? from : packageFolder(dirname(from));
}

/** The package's folder, for `src` and bundles. */
export const ROOT = packageFolder(__dirname);
