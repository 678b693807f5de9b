import { useTexts } from '../../texts/use-texts.ts';
import { Page } from '../../ui/Page.tsx';
import { PageTabs } from '../../ui/PageTabs.tsx';
import { Keeping } from './keeping/Keeping.tsx';
import './PrivacyScreen.css';
import { OnePerson } from './person/OnePerson.tsx';
import { Register } from './register/Register.tsx';
import { WordsAndAnswer } from './words/WordsAndAnswer.tsx';

const tabs = {
  register: { href: '/privacidade', shows: Register },
  words: { href: '/privacidade/palavras', shows: WordsAndAnswer },
  person: { href: '/privacidade/pessoa', shows: OnePerson },
  keeping: { href: '/privacidade/guarda', shows: Keeping },
} as const;

const order = ['register', 'words', 'person', 'keeping'] as const;

/** Who is left alone, what is known of a person, and for how long. */
export function PrivacyScreen(props: { readonly tab: keyof typeof tabs }) {
  const say = useTexts('privacy');
  const Shown = tabs[props.tab].shows;
  return (
    <Page title={say('title')} description={say('text')}>
      <PageTabs
        label={say('tabs.label')}
        tabs={order.map((tab) => ({ href: tabs[tab].href, label: say(`tabs.${tab}`), isHere: tab === props.tab }))}
      />
      <Shown />
    </Page>
  );
}
