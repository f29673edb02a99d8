import { Button } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';

interface Props {
  /** Where it leads. */
  readonly to: string;
  readonly onClick: () => void;
}

/** The way back, at the top of a screen that was opened from another. */
export function BackButton({ to, onClick }: Props) {
  return (
    <Button style={{ alignSelf: 'flex-start' }} appearance="subtle" icon={<ArrowLeftRegular />} onClick={onClick}>
      {to}
    </Button>
  );
}
