import { Button, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconCalendar,
  IconFileText,
  IconHome,
  IconKeyboard,
  IconPlugConnected,
  IconSettings,
  IconShieldLock,
  IconTableImport,
  IconTool,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType, ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { queries } from '../rpc/queries.ts';
import { useJobActions } from '../rpc/use-job-actions.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Announcer } from './Announcer.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { JobProgress } from './JobProgress.tsx';
import { hrefOf, useJobWords } from './job-words.ts';
import { useOpenSheet } from './open-sheet/open-sheet.tsx';
import { Mark } from './pictures/Mark.tsx';
import { ShortcutsHelp } from './ShortcutsHelp.tsx';
import { useShortcut } from './shortcuts.tsx';
import './Shell.css';

/** What stands around every screen: where one can go, what is running, and whether the engine is there. */
export function Shell(props: { readonly children: ReactNode }) {
  const say = useTexts('common');
  const plans = useTexts('plan');
  const { choose, choosePlan } = useOpenSheet();
  const [isHelping, help] = useDisclosure();
  useShortcut('?', say('keys.help'), help.open);
  return (
    <div className="shell">
      <button
        type="button"
        className="shell-skip"
        onClick={() => document.querySelector<HTMLElement>('main h1')?.focus()}
      >
        {say('nav.skip')}
      </button>
      <aside className="shell-side" aria-label={say('nav.side')}>
        <Link href="/" className="shell-brand" aria-label={say('nav.brand')}>
          <Mark size={28} />
          <span className="shell-wide">Malote</span>
        </Link>
        <div className="shell-new">
          <Tooltip label={say('nav.open')} position="right" classNames={{ tooltip: 'shell-narrow' }}>
            <Button
              fullWidth
              variant="default"
              className="shell-new-button"
              aria-label={say('nav.open')}
              leftSection={<IconTableImport size={18} aria-hidden />}
              onClick={choose}
            >
              <span className="shell-wide">{say('nav.open')}</span>
            </Button>
          </Tooltip>
          <Tooltip label={plans('open')} position="right" classNames={{ tooltip: 'shell-narrow' }}>
            <Button
              fullWidth
              variant="subtle"
              className="shell-new-button"
              aria-label={plans('open')}
              leftSection={<IconFileText size={18} aria-hidden />}
              onClick={choosePlan}
            >
              <span className="shell-wide">{plans('open')}</span>
            </Button>
          </Tooltip>
        </div>
        <nav className="shell-nav" aria-label={say('nav.label')}>
          <Place href="/" label={say('nav.home')} icon={IconHome} />
          <Place href="/publicos" label={say('nav.audiences')} icon={IconUsersGroup} nested />
          <Place href="/ferramentas" label={say('nav.tools')} icon={IconTool} nested />
          <Place href="/calendario" label={say('nav.calendar')} icon={IconCalendar} also="/rotinas" />
          <Place href="/privacidade" label={say('nav.privacy')} icon={IconShieldLock} nested />
          <Place href="/contas" label={say('nav.accounts')} icon={IconPlugConnected} nested />
          <Place href="/ajustes" label={say('nav.settings')} icon={IconSettings} />
        </nav>
        <Running />
        <button type="button" className="shell-place shell-help" onClick={help.open} aria-label={say('keys.title')}>
          <IconKeyboard size={18} stroke={1.75} aria-hidden />
          <span className="shell-wide">{say('keys.title')}</span>
        </button>
      </aside>
      <div className="shell-main">
        <ConnectionBanner />
        {props.children}
      </div>
      <ShortcutsHelp opened={isHelping} onClose={help.close} />
      <Announcer />
    </div>
  );
}

function Place(props: {
  readonly href: string;
  readonly label: string;
  readonly nested?: boolean;
  /** Another address that belongs to it. */
  readonly also?: string;
  readonly icon: ComponentType<{ size: number; stroke: number; 'aria-hidden': true }>;
}) {
  const [isExact] = useRoute(props.href);
  const [isBelow] = useRoute(`${props.href}/*?`);
  const [isAlso] = useRoute(props.also ?? props.href);
  const isHere = isExact || isAlso || (props.nested === true && isBelow);
  const Icon = props.icon;
  return (
    <Tooltip label={props.label} position="right" classNames={{ tooltip: 'shell-narrow' }}>
      <Link
        href={props.href}
        className="shell-place"
        aria-current={isHere ? 'page' : undefined}
        aria-label={props.label}
      >
        <Icon size={18} stroke={1.75} aria-hidden />
        <span className="shell-wide">{props.label}</span>
      </Link>
    </Tooltip>
  );
}

/** The jobs that work or rest half-way, one click away from everywhere. */
function Running() {
  const say = useTexts('common');
  const words = useJobWords();
  const [isHome] = useRoute('/');
  const jobs = useQuery(queries.jobs()).data ?? [];
  const open = jobs.filter(({ status }) => status === 'running' || status === 'paused').slice(0, 4);
  const running = jobs.find(({ status }) => status === 'running');
  const { move } = useJobActions(running?.job ?? 'i1');
  useShortcut('space', say('keys.pause'), running ? () => move('pause') : null);
  // The home screen shows them at length.
  if (open.length === 0 || isHome) return <div className="shell-running" />;
  return (
    <section className="shell-running" aria-label={say('nav.running')}>
      <h2 className="shell-running-title shell-wide">{say('nav.running')}</h2>
      {open.map((job) => (
        <Link key={job.job} href={hrefOf(job)} className="shell-job" title={`${job.name}: ${words.doing(job)}`}>
          <span className="shell-job-name shell-wide">{job.name}</span>
          <span className="shell-job-doing shell-wide">{words.doing(job)}</span>
          <JobProgress job={job} size="thin" />
        </Link>
      ))}
    </section>
  );
}
