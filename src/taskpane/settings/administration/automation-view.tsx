import { Button, Card, Checkbox, Field, Input, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { ApiToken, NewApiToken } from '../../../api/accounts';
import type { Program } from '../../../core/caseload/reference';
import { TOKEN_SECURITIES } from '../../../core/rules/securities';
import { SECURITIES } from '../../../core/text/accounts';
import { moment } from '../../../core/text/format';
import { AUTOMATION } from '../../../core/text/pane/automation';
import { USERS } from '../../../core/text/pane/settings';
import { BackButton } from '../../shell/back-button';
import type { Machines } from '../../shell/pane-state';
import { ScreenTitle } from '../../shell/screen-title';
import type { Automation } from './automation';
import { NumberField } from './number-field';
import { ProgramsField } from './programs-field';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  box: { minWidth: 0, width: '100%' },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  secret: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', userSelect: 'all' },
  rights: { border: 'none', margin: 0, padding: 0 },
  start: { alignSelf: 'flex-start' },
});

const DEFAULT_DAYS = 90;

interface AutomationViewProps {
  /** Once loaded. */
  readonly machines: Machines | undefined;
  readonly programs: readonly Program[];
  readonly disabled: boolean;
  readonly actions: Automation;
}

/** API tokens and webhooks. */
export function AutomationView({ machines, programs, disabled, actions }: AutomationViewProps) {
  const styles = useStyles();
  const secretCard = useRef<HTMLDivElement>(null);
  const secret = machines?.secret?.value;
  // It stands above what was pressed.
  useEffect(() => {
    if (secret !== undefined) secretCard.current?.focus();
  }, [secret]);
  return (
    <div className={styles.stack}>
      <BackButton to={AUTOMATION.back} onClick={() => actions.close()} />
      <ScreenTitle>{AUTOMATION.title}</ScreenTitle>
      {machines?.secret !== undefined && (
        <div ref={secretCard} tabIndex={-1}>
          <Card size="small" role="group" aria-label={AUTOMATION.secret(machines.secret.of)}>
            <Text className={styles.name}>{AUTOMATION.secret(machines.secret.of)}</Text>
            <Text>{AUTOMATION.secretHint}</Text>
            <Text className={styles.secret}>{machines.secret.value}</Text>
            <Button size="small" className={styles.start} onClick={() => void actions.copy(machines.secret?.value ?? '')}>
              {AUTOMATION.copy}
            </Button>
          </Card>
        </div>
      )}
      {machines !== undefined && (
        <>
          <Tokens machines={machines} programs={programs} disabled={disabled} actions={actions} />
          <Webhooks machines={machines} programs={programs} disabled={disabled} actions={actions} />
        </>
      )}
    </div>
  );
}

type PartProps = AutomationViewProps & { readonly machines: Machines };

function Tokens({ machines, programs, disabled, actions }: PartProps) {
  const styles = useStyles();
  return (
    <section className={styles.stack} aria-label={AUTOMATION.tokens}>
      <Subtitle2 as="h2">{AUTOMATION.tokens}</Subtitle2>
      {machines.tokens.length === 0 && <Text>{AUTOMATION.noTokens}</Text>}
      {machines.tokens.map((token) => (
        <Card key={token.id} size="small" role="group" aria-label={token.name}>
          <Text className={styles.name}>{token.name}</Text>
          <Text className={styles.meta}>
            {USERS.rights(
              token.securities,
              programs.filter(({ id }) => token.programIds.includes(id)).map(({ name }) => name),
            )}
          </Text>
          <Text className={styles.meta} size={200}>
            {[validity(token), AUTOMATION.lastUsed(dateOf(token.lastUsedAt)), AUTOMATION.madeBy(token.createdBy)].join(' · ')}
          </Text>
          <Button
            size="small"
            className={styles.start}
            disabled={disabled}
            aria-label={AUTOMATION.revokeNamed(token.name)}
            onClick={() => actions.askRevoke(token)}
          >
            {AUTOMATION.revoke}
          </Button>
        </Card>
      ))}
      <TokenForm programs={programs} disabled={disabled} onCreate={(token) => actions.createToken(token)} />
    </section>
  );
}

const dateOf = (time: string | null) => (time === null ? undefined : moment(Date.parse(time)));

function validity({ expiresAt }: ApiToken): string {
  const date = moment(Date.parse(expiresAt));
  return Date.parse(expiresAt) < Date.now() ? AUTOMATION.expired(date) : AUTOMATION.validUntil(date);
}

interface TokenFormProps {
  readonly programs: readonly Program[];
  readonly disabled: boolean;
  readonly onCreate: (token: NewApiToken) => Promise<boolean>;
}

function TokenForm({ programs, disabled, onCreate }: TokenFormProps) {
  const styles = useStyles();
  const [name, setName] = useState('');
  const [securities, setSecurities] = useState<NewApiToken['securities']>(['caseload:record', 'caseload:end']);
  const [programIds, setProgramIds] = useState<number[]>([]);
  const [days, setDays] = useState(String(DEFAULT_DAYS));
  const isDays = Number(days) >= 1 && Number(days) <= 366;
  const isComplete = name.trim() !== '' && securities.length > 0 && isDays;
  const create = () => {
    void onCreate({ name: name.trim(), securities, programIds, days: Number(days) }).then((isCreated) => {
      if (!isCreated) return;
      setName('');
      setProgramIds([]);
    });
  };
  return (
    <>
      <Field label={AUTOMATION.name} hint={AUTOMATION.nameHint}>
        <Input className={styles.box} maxLength={60} value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <fieldset className={styles.rights}>
        <legend>{AUTOMATION.may}</legend>
        {TOKEN_SECURITIES.map((security) => (
          <div key={security}>
            <Checkbox
              label={SECURITIES[security]}
              checked={securities.includes(security)}
              onChange={(_, { checked }) =>
                setSecurities(checked === true ? [...securities, security] : securities.filter((one) => one !== security))
              }
            />
          </div>
        ))}
      </fieldset>
      <ProgramsField label={USERS.programs} programs={programs} chosen={programIds} none={USERS.allPrograms} onChange={setProgramIds} />
      <NumberField label={AUTOMATION.days} problem={isDays ? undefined : AUTOMATION.daysRange} digits={3} value={days} onChange={setDays} />
      <Button className={styles.start} disabled={!isComplete || disabled} onClick={create}>
        {AUTOMATION.create}
      </Button>
    </>
  );
}

function Webhooks({ machines, disabled, actions }: PartProps) {
  const styles = useStyles();
  const [url, setUrl] = useState('');
  // Plain http, too: a setting of the service may allow it.
  const isUrl = /^https?:\/\/\S+$/.test(url.trim());
  const add = () => {
    void actions.addWebhook(url.trim()).then((isAdded) => isAdded && setUrl(''));
  };
  return (
    <section className={styles.stack} aria-label={AUTOMATION.webhooks}>
      <Subtitle2 as="h2">{AUTOMATION.webhooks}</Subtitle2>
      <Text>{AUTOMATION.webhooksHint}</Text>
      {machines.webhooks.length === 0 && <Text>{AUTOMATION.noWebhooks}</Text>}
      {machines.webhooks.map((webhook) => (
        <Card key={webhook.id} size="small" role="group" aria-label={webhook.url}>
          <Text className={styles.name}>{webhook.url}</Text>
          <Text className={styles.meta} size={200}>
            {webhook.lastStatus === null ? AUTOMATION.notCalled : AUTOMATION.lastAnswer(webhook.lastStatus, dateOf(webhook.lastAt) ?? '')}
          </Text>
          <Button
            size="small"
            className={styles.start}
            disabled={disabled}
            aria-label={AUTOMATION.removeNamed(webhook.url)}
            onClick={() => actions.askRemove(webhook)}
          >
            {AUTOMATION.remove}
          </Button>
        </Card>
      ))}
      <Field label={AUTOMATION.url} {...(url.trim() === '' || isUrl ? {} : { validationMessage: AUTOMATION.notAUrl })}>
        <Input className={styles.box} maxLength={500} type="url" value={url} onChange={(_, { value }) => setUrl(value)} />
      </Field>
      <Button className={styles.start} disabled={!isUrl || disabled} onClick={add}>
        {AUTOMATION.add}
      </Button>
    </section>
  );
}
