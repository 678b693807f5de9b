import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState.tsx';
import { LinesSkeleton } from './LinesSkeleton.tsx';

/** A question to the engine with its three ends: on its way, failed, answered. */
export function Loaded<Data>(props: {
  readonly query: UseQueryResult<Data>;
  readonly skeleton?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}) {
  const { query, skeleton = <LinesSkeleton lines={3} /> } = props;
  // What is known stays on the screen while it is asked again, and when asking again fails.
  if (query.data !== undefined) return props.children(query.data);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton;
}
