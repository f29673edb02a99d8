import { Checkbox, Field, makeStyles, Radio, RadioGroup } from '@fluentui/react-components';
import { allowedPicks, type CaseworkerWay, type ProgramWay, type TemplatePicks } from '../../core/caseload/template';
import type { Controller } from '../controller';
import type { PaneState } from '../shell/pane-state';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', gap: '12px' } });

/** Which columns the template gets. */
export function TemplateForm({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const required = state.site?.programRequired ?? false;
  const picks = allowedPicks(state.picks, { programRequired: required });
  const pick = (change: Partial<TemplatePicks>) => controller.sheet.setPicks({ ...state.picks, ...change });
  return (
    <div className={styles.form}>
      <Field label="Program">
        <RadioGroup value={picks.program} onChange={(_, data) => pick({ program: data.value as ProgramWay })}>
          <Radio value="name" label="By name, with program dates" />
          <Radio value="id" label="By ID" />
          {!required && <Radio value="none" label="Without a program" />}
        </RadioGroup>
      </Field>
      {picks.program === 'id' && (
        <Checkbox
          label="Program dates, to enroll or end enrollment"
          checked={picks.programDates}
          onChange={(_, data) => pick({ programDates: data.checked === true })}
        />
      )}
      <Field label="Caseworker">
        <RadioGroup value={picks.caseworker} onChange={(_, data) => pick({ caseworker: data.value as CaseworkerWay })}>
          <Radio value="name" label="By name" />
          <Radio value="first-last" label="By first and last name" />
          <Radio value="id" label="By Staff ID" />
        </RadioGroup>
      </Field>
    </div>
  );
}
