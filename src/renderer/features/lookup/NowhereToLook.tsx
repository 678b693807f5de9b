import { useTexts } from '../../texts/use-texts.ts';
import { NoAccount } from '../../ui/account/NoAccount.tsx';

/** There is nowhere to look. */
export function NowhereToLook() {
  const say = useTexts('lookup');
  return <NoAccount title={say('noAccount')} text={say('noAccountText')} connect={say('connect')} back="ferramentas" />;
}
