import { makeStyles, mergeClasses, typographyStyles } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';

const useStyles = makeStyles({
  // It is no control: the outline of one would mislead.
  title: { ...typographyStyles.subtitle2, margin: 0, outlineStyle: 'none' },
});

interface ScreenTitleProps {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/**
 * A screen's title. Takes the focus if the screen before had it, whose control is gone: otherwise, screen readers and the Tab key would start over
 * at the top. Not while the user works in the sheet.
 */
export function ScreenTitle({ children, className }: ScreenTitleProps) {
  const styles = useStyles();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.hasFocus() && document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={title} tabIndex={-1} className={mergeClasses(styles.title, className)}>
      {children}
    </h1>
  );
}
