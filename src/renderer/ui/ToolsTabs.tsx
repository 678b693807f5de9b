import { useTexts } from '../texts/use-texts.ts';
import { PageTabs } from './PageTabs.tsx';

const tabs = [
  { key: 'actions', href: '/ferramentas' },
  { key: 'contacts', href: '/ferramentas/contatos' },
  { key: 'tickets', href: '/ferramentas/chamados' },
  { key: 'exports', href: '/ferramentas/exportacoes' },
] as const;

/** The parts of the tools, each with a screen of its own. */
export function ToolsTabs(props: { readonly here: (typeof tabs)[number]['key'] }) {
  const say = useTexts('common');
  return (
    <PageTabs
      label={say('tools.label')}
      tabs={tabs.map(({ key, href }) => ({ href, label: say(`tools.${key}`), isHere: key === props.here }))}
    />
  );
}
