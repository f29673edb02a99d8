import { Checkbox, Field, makeStyles, Radio, RadioGroup } from '@fluentui/react-components';
import { allowedPicks, type CaseworkerWay, type ProgramWay, type TemplatePicks } from '../../../core/caseload/template';
import { TEMPLATE } from '../../../core/text/pane/sheet';
import type { PaneState } from '../../shell/pane-state';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', gap: '12px' } });

/** Chooses the template's columns. */
export function TemplateForm({ state, onPick }: { state: PaneState; onPick: (picks: TemplatePicks) => void }) {
  const styles = useStyles();
  const required = state.site?.programRequired ?? false;
  const picks = allowedPicks(state.picks, { programRequired: required });
  const pick = (change: Partial<TemplatePicks>) => onPick({ ...state.picks, ...change });
  return (
    <div className={styles.form}>
      <Field label={TEMPLATE.program}>
        <RadioGroup value={picks.program} onChange={(_, data) => pick({ program: data.value as ProgramWay })}>
          <Radio value="name" label={TEMPLATE.programByName} />
          <Radio value="id" label={TEMPLATE.programById} />
          {!required && <Radio value="none" label={TEMPLATE.noProgram} />}
        </RadioGroup>
      </Field>
      {picks.program === 'id' && (
        <Checkbox
          label={TEMPLATE.programDates}
          checked={picks.programDates}
          onChange={(_, data) => pick({ programDates: data.checked === true })}
        />
      )}
      <Field label={TEMPLATE.caseworker}>
        <RadioGroup value={picks.caseworker} onChange={(_, data) => pick({ caseworker: data.value as CaseworkerWay })}>
          <Radio value="name" label={TEMPLATE.caseworkerByName} />
          <Radio value="first-last" label={TEMPLATE.caseworkerByTwoNames} />
          <Radio value="id" label={TEMPLATE.caseworkerById} />
        </RadioGroup>
      </Field>
    </div>
  );
}
