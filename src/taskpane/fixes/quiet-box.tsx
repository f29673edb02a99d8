import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';

const useStyles = makeStyles({
  frame: { position: 'relative', flexGrow: 1, minWidth: 0, display: 'flex' },
  // Like Fluent's small boxes.
  input: {
    boxSizing: 'border-box',
    width: '100%',
    minWidth: 0,
    height: '24px',
    padding: '0 8px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderBottomColor: tokens.colorNeutralStrokeAccessible,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    textOverflow: 'ellipsis',
    '::placeholder': { color: tokens.colorNeutralForeground4, opacity: 1 },
  },
  list: { paddingRight: '24px' },
  chevron: {
    position: 'absolute',
    right: '6px',
    top: '5px',
    pointerEvents: 'none',
    color: tokens.colorNeutralStrokeAccessible,
    fontSize: '14px',
  },
});

interface QuietBoxProps {
  readonly label: string;
  readonly text: string;
  readonly placeholder: string;
  /** Whether the value comes from a list. */
  readonly hasList: boolean;
  /** The user goes to the box. @param opens whether the list is wanted, too */
  readonly onEnter: (opens: boolean) => void;
}

/**
 * The box of a line that nobody works on: looks and is announced like Fluent's, which takes its place once it has the focus. Those of all lines
 * in view took most of the time of scrolling.
 */
export function QuietBox({ label, text, placeholder, hasList, onEnter }: QuietBoxProps) {
  const styles = useStyles();
  return (
    <span className={styles.frame}>
      <input
        className={mergeClasses(styles.input, hasList && styles.list)}
        aria-label={label}
        placeholder={placeholder}
        {...(text === '' ? {} : { title: text })}
        value={text}
        {...(hasList ? { role: 'combobox', 'aria-expanded': false, 'aria-haspopup': 'listbox' } : {})}
        onFocus={() => onEnter(false)}
        onPointerDown={(event) => {
          event.preventDefault();
          onEnter(hasList);
        }}
        // Nobody types here: the focus brings Fluent's box. Without this it would be announced as read-only.
        onChange={() => onEnter(false)}
      />
      {hasList && <ChevronDownRegular className={styles.chevron} aria-hidden />}
    </span>
  );
}
