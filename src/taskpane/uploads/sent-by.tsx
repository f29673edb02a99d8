import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Upload } from '../../api/uploads';
import { moment } from '../../core/text/format';
import { UPLOADS } from '../../core/text/pane/uploads';

const useStyles = makeStyles({ meta: { color: tokens.colorNeutralForeground2 } });

/** When an upload was sent and by whom: many have the same name. */
export function SentBy({ upload: { type, createdAt, createdBy } }: { readonly upload: Upload }) {
  const styles = useStyles();
  const time = moment(Date.parse(createdAt));
  return (
    <Text block size={200} className={styles.meta} title={time}>
      {UPLOADS.sentBy(type, UPLOADS.when(createdAt, Date.now()), createdBy)}
    </Text>
  );
}
