import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { SHEET } from '../../../core/text/pane/sheet';
import type { SheetViewActions } from './sheet-view-actions';

interface Props {
  /** Whether the results of an upload are on the sheet. */
  readonly hasResults: boolean;
  readonly disabled: boolean;
  readonly isSignedIn: boolean;
  readonly mayEnd: boolean;
  readonly mayTransfer: boolean;
  readonly actions: SheetViewActions;
}

/** The rare actions. Loaded with the first caseload: menus are a tenth of the pane. */
export function MoreMenu({ hasResults, disabled, isSignedIn, mayEnd, mayTransfer, actions }: Props) {
  return (
    <Menu positioning="above-end">
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={SHEET.more} title={SHEET.more} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem disabled={disabled} onClick={actions.insertTemplate}>
            {SHEET.insertTemplate}
          </MenuItem>
          <MenuItem disabled={disabled} onClick={actions.matchColumns}>
            {SHEET.matchColumns}
          </MenuItem>
          {mayEnd && (
            <MenuItem disabled={disabled} onClick={actions.currentCaseload}>
              {SHEET.currentCaseload}
            </MenuItem>
          )}
          {mayTransfer && (
            <MenuItem disabled={disabled} onClick={actions.transferCaseload}>
              {SHEET.transferCaseload}
            </MenuItem>
          )}
          <MenuItem disabled={disabled || !isSignedIn} onClick={actions.report}>
            {SHEET.report}
          </MenuItem>
          {hasResults && (
            <MenuItem disabled={disabled} onClick={actions.removeResults}>
              {SHEET.removeResults}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
