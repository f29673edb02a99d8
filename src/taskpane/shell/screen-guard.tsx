import { Button, Text } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { SHELL } from '../../core/text/pane/shell';
import { ScreenTitle } from './screen-title';

/** Where the list was scrolled to when another screen was opened from it, in pixels. */
let listScroll = 0;

interface Props {
  /** Whether the screen is the list from which others are opened. */
  readonly isList: boolean;
  readonly children: ReactNode;
}

/**
 * Shows a screen from its top, and the list again where it was. Keeps the pane when its screen can't be drawn. Most often a part of it could not be loaded: the service was updated since, or can't be reached.
 */
export class ScreenGuard extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidMount(): void {
    window.scrollTo(0, this.props.isList ? listScroll : 0);
  }

  override componentWillUnmount(): void {
    if (this.props.isList) listScroll = window.scrollY;
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <>
        <ScreenTitle>{SHELL.notLoaded}</ScreenTitle>
        <Text>{SHELL.notLoadedHint}</Text>
        <Button appearance="primary" onClick={() => window.location.reload()}>
          {SHELL.reload}
        </Button>
      </>
    );
  }
}
