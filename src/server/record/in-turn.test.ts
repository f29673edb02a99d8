import sql from 'sql-template-tag';
import { inTurn } from './in-turn';

const numbers = [1, 2, 3, 4, 5];
const make = (batch: readonly number[]) => sql`SELECT ${batch.join()}`;
const namesOf = ({ values }: { readonly values: readonly unknown[] }) => String(values[0]);

test('batches run one after the other, each prepared while the one before runs', async () => {
  const events: string[] = [];
  const prepare = (batch: readonly number[]) => {
    events.push(`prepare ${batch.join()}`);
    return make(batch);
  };
  const run = async (statement: ReturnType<typeof make>) => {
    events.push(`run ${namesOf(statement)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    events.push(`ran ${namesOf(statement)}`);
    return namesOf(statement);
  };
  const answers: string[] = [];
  for await (const answer of inTurn(numbers, prepare, run, 2)) answers.push(answer);
  expect(answers).toEqual(['1,2', '3,4', '5']);
  expect(events).toEqual(['prepare 1,2', 'run 1,2', 'prepare 3,4', 'ran 1,2', 'run 3,4', 'prepare 5', 'ran 3,4', 'run 5', 'ran 5']);
});

test('one that fails ends them; one that nobody waits for any more fails quietly', async () => {
  const failing = async (statement: ReturnType<typeof make>) => {
    if (namesOf(statement) !== '1,2') throw new Error(`no ${namesOf(statement)}`);
    return namesOf(statement);
  };
  const answers: string[] = [];
  const all = (async () => {
    for await (const answer of inTurn(numbers, make, failing, 2)) answers.push(answer);
  })();
  await expect(all).rejects.toThrow('no 3,4');
  expect(answers).toEqual(['1,2']);
  // Stopped after the first answer, while the second batch runs. An unhandled failure would end the process.
  for await (const answer of inTurn(numbers, make, failing, 2)) {
    expect(answer).toBe('1,2');
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
});
