// Prepares a run of the tests (`jest.config.js`): what their processes share is made once, before the first of them starts.
import { preparePostgres } from '../src/server/testing/postgres/prepare';
import { browserPath } from './browser';

export default async function setup(): Promise<void> {
  Object.assign(globalThis, { stopPostgres: await preparePostgres() });
  // The browser from npm unpacks itself at its first use: a second process would start a file that is still being written.
  await browserPath();
}
