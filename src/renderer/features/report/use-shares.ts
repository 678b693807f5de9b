import { useMemo } from 'react';
import { useLanguage } from '../../texts/use-texts.ts';

/** Shares from 0 to 1 as percent: 42%, and 0,4% where the whole number would say nothing. */
export function useShares(): (share: number) => string {
  const language = useLanguage();
  return useMemo(() => {
    const whole = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
    const fine = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
    return (share) => (share > 0 && share < 0.1 ? fine : whole).format(share);
  }, [language]);
}
