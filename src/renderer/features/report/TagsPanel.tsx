import type { Figures } from '#shared/report/figures.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Panel } from '../../ui/Panel.tsx';
import { GroupsTable } from './GroupsTable.tsx';
import type { RowChoice } from './RowsPanel.tsx';

/** How the tags of the sheet did; nothing where it has none. */
export function TagsPanel(props: { readonly figures: Figures; readonly onShow: (choice: RowChoice) => void }) {
  const { byTag, otherTags } = props.figures;
  const say = useTexts('report');
  if (byTag.length === 0) return null;
  return (
    <Panel title={say('tags.title')} text={otherTags > 0 ? say('tags.more', { count: otherTags }) : say('tags.text')}>
      <GroupsTable
        head={say('tags.tag')}
        groups={byTag.map(({ tag, funnel }) => ({
          key: tag,
          name: tag === '' ? say('tags.none') : tag,
          filter: { tag },
          funnel,
        }))}
        onShow={props.onShow}
      />
    </Panel>
  );
}
