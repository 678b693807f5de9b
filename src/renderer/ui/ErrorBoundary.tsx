import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { EmptyState } from './EmptyState.tsx';
import { PictureTrouble } from './pictures/PictureTrouble.tsx';

/** A screen that broke does not take the window with it; the engine goes on anyway. A class, since React has no other way. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override readonly state = { isBroken: false };
  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }
  override render(): ReactNode {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const say = useTexts('common');
  return (
    <main role="alert">
      <EmptyState
        picture={<PictureTrouble />}
        title={say('error.broken')}
        text={say('error.brokenText')}
        action={<Button onClick={() => window.location.reload()}>{say('error.reload')}</Button>}
      />
    </main>
  );
}
