import { useQuery } from '@tanstack/react-query';
import { engine } from '../../rpc/engine.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemText } from '../../ui/ProblemText.tsx';
import './SettingsScreen.css';

/** Which Malote this is, where its data stands, and whether it is well. */
export function About() {
  const say = useTexts('settings');
  const format = useFormat();
  const doctor = useQuery({
    queryKey: ['doctor'],
    queryFn: ({ signal }) => engine.system.doctor(undefined, { signal }),
    staleTime: 0,
  });
  return (
    <Panel title={say('about')}>
      <Loaded query={doctor}>
        {({ version, dataFolder, databaseBytes, checks }) => {
          const problems = checks.flatMap(({ name, problem }) => (problem ? [{ name, problem }] : []));
          return (
            <dl className="about num">
              <dt>{say('version')}</dt>
              <dd>{version}</dd>
              <dt>{say('dataFolder')}</dt>
              <dd>{dataFolder}</dd>
              <dt>{say('database')}</dt>
              <dd>{format.bytes(databaseBytes)}</dd>
              <dt>{say('checks')}</dt>
              <dd>
                {problems.length === 0
                  ? say('checksGood')
                  : problems.map(({ name, problem }) => <ProblemText key={name} problem={problem} tone="warn" />)}
              </dd>
            </dl>
          );
        }}
      </Loaded>
    </Panel>
  );
}
