import { Button, Text } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { SHELL } from '../../core/text/pane/shell';
import { ScreenTitle } from './screen-title';

interface Props {
  readonly children: ReactNode;
}

/**
 * Keeps the pane when its screen can't be drawn. Most often a part of it could not be loaded: the service was updated since, or can't be reached.
 */
export class ScreenGuard extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
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
