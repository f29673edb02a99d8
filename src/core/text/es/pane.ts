import { accounts } from './accounts';
import { audit } from './audit';
import { columns } from './columns';
import { excel } from './excel';
import { files } from './files';
import { findings } from './findings';
import { help } from './help';
import { log } from './log';
import { automation } from './pane/automation';
import { caseload } from './pane/caseload';
import { fixes } from './pane/fixes';
import { match } from './pane/match';
import { ribbon } from './pane/ribbon';
import { settings } from './pane/settings';
import { sheet } from './pane/sheet';
import { shell } from './pane/shell';
import { transfer } from './pane/transfer';
import { uploads } from './pane/uploads';
import { remedies } from './remedies';
import { siteFolder } from './site-folder';
import { template } from './template';

/** The Spanish texts of the pane. */
export const PANE_IN_SPANISH = {
  ...accounts,
  ...audit,
  ...columns,
  ...excel,
  ...files,
  ...findings,
  ...help,
  ...log,
  ...remedies,
  ...siteFolder,
  ...template,
  ...automation,
  ...caseload,
  ...fixes,
  ...match,
  ...ribbon,
  ...settings,
  ...sheet,
  ...shell,
  ...transfer,
  ...uploads,
};
