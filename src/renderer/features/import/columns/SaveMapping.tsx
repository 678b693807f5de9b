import { ActionIcon, Button, Modal, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../../texts/use-texts.ts';
import type { SavedMappings } from './use-saved-mappings.ts';

/** Asks under which name a mapping is kept, and shows the ones there are. */
export function SaveMapping(props: {
  readonly fileName: string;
  readonly mappings: SavedMappings;
  readonly onClose: () => void;
}) {
  const say = useTexts('import');
  const { mappings, onClose } = props;
  const [name, setName] = useState(props.fileName.replace(/\.\w{2,5}$/, ''));
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('columns.tools.save')}
      closeButtonProps={{ 'aria-label': say('columns.tools.cancel') }}
    >
      <form
        className="save-mapping"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          mappings.save(name.trim());
          onClose();
        }}
      >
        <TextInput
          data-autofocus
          label={say('columns.tools.name')}
          description={say('columns.tools.nameHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={name}
          maxLength={80}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {mappings.saved.length > 0 && (
          <ul className="saved-mappings" aria-label={say('columns.tools.all')}>
            {mappings.saved.map((mapping) => (
              <li key={mapping.id}>
                <span>{mapping.name}</span>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={say('columns.tools.remove', { name: mapping.name })}
                  onClick={() => mappings.remove(mapping)}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <div className="save-mapping-moves">
          <Button variant="default" onClick={onClose}>
            {say('columns.tools.cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            {say('columns.tools.keep')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
