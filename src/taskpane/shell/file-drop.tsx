import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useRef, useState } from 'react';
import { SHELL } from '../../core/text/pane/shell';

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '8px',
    padding: '12px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  over: { backgroundColor: tokens.colorNeutralBackground1Hover },
  hidden: { display: 'none' },
});

interface FileDropProps {
  /** The accessible name. */
  readonly label: string;
  readonly hint: string;
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
  readonly children?: ReactNode;
}

/** A drop zone and file picker for a .csv or .xlsx file. */
export function FileDrop({ label, hint, disabled, onFile, children }: FileDropProps) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (file: File | undefined) => {
    if (file !== undefined && !disabled) onFile(file);
  };
  return (
    <section
      aria-label={label}
      className={`${styles.drop} ${over ? styles.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      {children}
      <Text size={200}>{hint}</Text>
      <Button size="small" disabled={disabled} onClick={() => input.current?.click()}>
        {SHELL.chooseFile}
      </Button>
      <input
        ref={input}
        className={styles.hidden}
        type="file"
        accept=".csv,.xlsx"
        aria-label={SHELL.chooseFileFor(label)}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </section>
  );
}
