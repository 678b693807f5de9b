import { useEffect, useState } from 'react';

/** As long as nobody minds a page that is still empty. */
const patienceMs = 400;

/**
 * Whether all that a page is laid out by has been answered, so that it is drawn once and then stands still. True as
 * well when an answer keeps waiting: then what is there is shown.
 */
export function useFirstAnswers(answers: readonly { readonly isPending: boolean }[]): boolean {
  const [isPatient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return !isPatient || answers.every(({ isPending }) => !isPending);
}
