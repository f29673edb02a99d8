import { writeFileSync } from 'node:fs';
import { templateQuery } from '../api/site';
import { CLI } from '../core/text/cli';
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
  const out = argument(words, 0, CLI.arguments.out);
  if (options.site === undefined) throw new CommandProblem(CLI.templateNeedsSite);
  const picks = templateQuery.safeParse({
    program: options.program,
    caseworker: options.caseworker,
    programDates: options['program-dates'],
  });
  if (!picks.success) throw new CommandProblem(CLI.badPicks);
  writeFileSync(out, await makeTemplateWorkbook(picks.data, referenceOf(siteFolder(options.site))));
  return 0;
}
