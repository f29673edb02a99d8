import { Button, Field, Input, makeStyles, Subtitle2, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { APPROVAL_RULE } from '../../core/text/pane/settings';
import type { PaneState } from '../shell/pane-state';
import type { ApprovalRuleSetting } from './approval-rule';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
  field: { alignSelf: 'stretch' },
  box: { minWidth: 0, width: '100%' },
});

/** From how many rows uploads wait for approval. */
export function ApprovalRuleView({ state, actions }: { readonly state: PaneState; readonly actions: ApprovalRuleSetting }) {
  const styles = useStyles();
  const current = state.site?.approvalRows ?? null;
  const [text, setText] = useState(current === null ? '' : String(current));
  return (
    <section className={styles.section} aria-label={APPROVAL_RULE.title}>
      <Subtitle2 as="h2">{APPROVAL_RULE.title}</Subtitle2>
      <Text>{APPROVAL_RULE.explanation}</Text>
      <Field className={styles.field} label={APPROVAL_RULE.rows} hint={APPROVAL_RULE.hint}>
        <Input
          className={styles.box}
          inputMode="numeric"
          value={text}
          onChange={(_, { value }) => setText(value.replace(/\D/g, '').slice(0, 5))}
        />
      </Field>
      <Button disabled={state.busy !== undefined} onClick={() => void actions.save(text === '' ? null : Number(text))}>
        {APPROVAL_RULE.save}
      </Button>
    </section>
  );
}
