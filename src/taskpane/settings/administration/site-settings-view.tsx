import { Button, Checkbox, makeStyles, Subtitle2, Text } from '@fluentui/react-components';
import { useState } from 'react';
import type { Site } from '../../../api/site';
import { UNDO_DAYS } from '../../../api/uploads';
import { SITE_SETTINGS } from '../../../core/text/pane/settings';
import { NumberField } from './number-field';
import { ProgramsField } from './programs-field';
import type { SiteSettings } from './site-settings';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
});

interface Props {
  readonly site: Site;
  readonly disabled: boolean;
  readonly actions: SiteSettings;
}

/** When uploads wait for approval, of what caseworkers are told, and for how long sheets are kept. */
export function SiteSettingsView({ site, disabled, actions }: Props) {
  const styles = useStyles();
  const [rows, setRows] = useState(site.approvalRows === null ? '' : String(site.approvalRows));
  const [digests, setDigests] = useState(site.digests);
  const [quiet, setQuiet] = useState(site.programs.filter((program) => !program.digests).map(({ id }) => id));
  const [days, setDays] = useState(site.retentionDays === null ? '' : String(site.retentionDays));
  const isTooShort = days !== '' && Number(days) < UNDO_DAYS;
  const save = () =>
    void actions.save({
      approvalRows: rows === '' ? null : Number(rows),
      digests,
      quietPrograms: quiet,
      retentionDays: days === '' ? null : Number(days),
    });
  return (
    <section className={styles.section} aria-label={SITE_SETTINGS.title}>
      <Subtitle2 as="h2">{SITE_SETTINGS.title}</Subtitle2>
      <Text>{SITE_SETTINGS.explanation}</Text>
      <NumberField label={SITE_SETTINGS.rows} hint={SITE_SETTINGS.hint} digits={5} value={rows} onChange={setRows} />
      <Checkbox label={SITE_SETTINGS.digests} checked={digests} onChange={(_, data) => setDigests(data.checked === true)} />
      {digests && (
        <ProgramsField
          label={SITE_SETTINGS.quietPrograms}
          programs={site.programs}
          chosen={quiet}
          none={SITE_SETTINGS.none}
          onChange={setQuiet}
        />
      )}
      <NumberField
        label={SITE_SETTINGS.days}
        hint={SITE_SETTINGS.daysHint}
        problem={isTooShort ? SITE_SETTINGS.tooShort(UNDO_DAYS) : undefined}
        digits={4}
        value={days}
        onChange={setDays}
      />
      <Button disabled={disabled || isTooShort} onClick={save}>
        {SITE_SETTINGS.save}
      </Button>
    </section>
  );
}
