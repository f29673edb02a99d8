import { writeFileSync } from 'node:fs';
import { templateQuery } from '../api/site';
import { makeTemplateWorkbook } from '../server/files/template-workbook';
import { referenceOf } from '../server/sites/site-data';
import { argument, CommandProblem } from './problem';
import { siteFolder } from './site';

interface Options {
  readonly site?: string | undefined;
  readonly program?: string | undefined;
  readonly caseworker?: string | undefined;
  readonly 'program-dates'?: boolean | undefined;
}

/** `caseload template OUT.xlsx --site DIR`: the template as a workbook with dropdowns. */
export async function templateCommand(words: readonly string[], options: Options): Promise<number> {
  const out = argument(words, 0, 'The file to write');
  if (options.site === undefined) throw new CommandProblem('--site DIR is missing: the folder of the site that the template is for.');
  const picks = templateQuery.safeParse({
    program: options.program,
    caseworker: options.caseworker,
    programDates: options['program-dates'],
  });
  if (!picks.success) throw new CommandProblem('--program is id, name or none; --caseworker is id, name or first-last.');
  writeFileSync(out, await makeTemplateWorkbook(picks.data, referenceOf(siteFolder(options.site))));
  return 0;
}
