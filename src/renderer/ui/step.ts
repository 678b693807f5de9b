/** One stop of a wizard's rail. */
export interface Step {
  readonly key: string;
  readonly label: string;
  readonly href: string;
  /** `locked` can't be gone to yet; all others can, backwards and forwards. */
  readonly state: 'done' | 'current' | 'todo' | 'locked';
}
