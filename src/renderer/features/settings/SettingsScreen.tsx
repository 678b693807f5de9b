import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Settings, settingsSchema } from '#shared/rpc/settings.ts';
import { languageSchema } from '#shared/sentences/languages.ts';
import { engine } from '../../rpc/engine.ts';
import { keys, queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tour } from '../../ui/tour/Tour.tsx';
import { About } from './About.tsx';
import './SettingsScreen.css';

/** Each language by its own name, whatever the window speaks now. */
const languageNames = [
  { value: 'pt-BR', label: 'Português (Brasil)' },
  { value: 'en', label: 'English' },
  { value: 'es', label: 'Español' },
];
const themes = settingsSchema.shape.theme.options;

/** Language and looks, kept by the engine: every window and the command line have the same. */
export function SettingsScreen() {
  const say = useTexts('settings');
  const queryClient = useQueryClient();
  const settings = useQuery(queries.settings());
  const [isTouring, tour] = useDisclosure();
  const set = useMutation({
    mutationFn: (change: Partial<Settings>) => engine.settings.set(change),
    onSuccess: (changed) => queryClient.setQueryData(keys.settings, changed),
  });
  return (
    <Page
      width="reading"
      title={say('title')}
      description={say('description')}
      actions={
        <Button variant="default" onClick={tour.open}>
          {say('tour')}
        </Button>
      }
    >
      <Loaded query={settings}>
        {({ language, theme }) => (
          <Panel title={say('appearance')}>
            <div className="settings">
              <NativeSelect
                label={say('language')}
                data={languageNames}
                value={language}
                onChange={(event) => set.mutate({ language: languageSchema.parse(event.currentTarget.value) })}
              />
              <fieldset className="settings-theme">
                <legend>{say('theme')}</legend>
                <SegmentedControl
                  fullWidth
                  data={themes.map((value) => ({ value, label: say(`themes.${value}`) }))}
                  value={theme}
                  onChange={(value) => set.mutate({ theme: settingsSchema.shape.theme.parse(value) })}
                />
              </fieldset>
              <ErrorText error={set.error} />
            </div>
          </Panel>
        )}
      </Loaded>
      <About />
      <Tour opened={isTouring} onClose={tour.close} />
    </Page>
  );
}
