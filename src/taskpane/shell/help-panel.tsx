import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { HELP, type HelpTopic } from '../../core/text/help';
import { SHELL } from '../../core/text/pane/shell';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '8px',
    padding: '8px 12px 12px',
    backgroundColor: tokens.colorNeutralBackground3,
    // Never hides the view.
    maxHeight: '50vh',
    overflowY: 'auto',
  },
});

interface HelpPanelProps {
  readonly id: string;
  readonly topic: HelpTopic;
  readonly onAll: () => void;
  readonly onClose: () => void;
}

/** What the open view is for, and the way to the whole help. */
export function HelpPanel({ id, topic, onAll, onClose }: HelpPanelProps) {
  const { title, text } = HELP.topics[topic];
  return (
    <section id={id} className={useStyles().panel} aria-label={SHELL.whatIsThis} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <Text weight="semibold">{title}</Text>
      {text.map((part) => (
        <Text key={part}>{part}</Text>
      ))}
      <Link as="button" onClick={onAll}>
        {HELP.all}
      </Link>
    </section>
  );
}
