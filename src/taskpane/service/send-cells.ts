import { endpoints } from '../../api/endpoints';
import type { Upload } from '../../api/uploads';
import type { Cells } from '../../core/caseload/cells';
import type { Client } from './client';
import { digestOf, memory } from './local-memory';

/**
 * Submits cells. They have the same idempotency key until the service has accepted them, even if the pane was closed in between, so that a
 * retry is the same upload.
 * @throws ServiceProblem, SupersededError
 */
export async function sendCells(client: Client, name: string, cells: Cells, isTest = false): Promise<Upload> {
  const stay = client.bind();
  const key = await keyOf(name, cells, isTest);
  stay();
  const upload = await client.call(endpoints.submitUpload, {
    headers: { 'idempotency-key': key },
    body: isTest ? { name, cells, test: true } : { name, cells },
  });
  memory.intent.write(undefined);
  return upload;
}

async function keyOf(name: string, cells: Cells, isTest: boolean): Promise<string> {
  const digest = await digestOf(JSON.stringify([name, cells, isTest]));
  const known = memory.intent.read();
  if (known?.digest === digest) return known.key;
  const key = crypto.randomUUID();
  memory.intent.write({ digest, key });
  return key;
}
