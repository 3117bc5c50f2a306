import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ModelProgram, modelProgramSchema } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import type { NamedPath } from '../../client/files/paths.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { Button } from '../../ui/Button.tsx';
import { PathField } from '../../ui/inputs/PathField.tsx';
import { Switch } from '../../ui/inputs/Switch.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';
import { FoundModels } from './FoundModels.tsx';

const texts = modelsMessages.scanDialog;

/** Names the folders of other programs, looks into those that the user agrees to, and shows what is there. */
export function ScanDialog({
  open,
  onClose,
}: {
  open: boolean;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const { data } = useQuery({ ...procedures.models.folders.queryOptions(), enabled: open });
  const [programs, setPrograms] = useState<readonly ModelProgram[]>(modelProgramSchema.options);
  const [folder, setFolder] = useState<NamedPath>();
  const scan = useMutation(procedures.models.scan.mutationOptions());
  const close = (): void => {
    scan.reset();
    setFolder(undefined);
    onClose();
  };
  const look = (): void =>
    scan.mutate({
      programs: [...programs],
      ...(folder !== undefined && { folder: folder.path }),
    });
  const toggle = (program: ModelProgram, isWanted: boolean): void =>
    setPrograms((before) => [
      ...before.filter((each) => each !== program),
      ...(isWanted ? [program] : []),
    ]);
  const stateOf = (path: string) => scan.data?.folders.find((each) => each.path === path)?.state;
  return (
    <Dialog
      open={open}
      onClose={close}
      width="large"
      title={texts.title}
      description={texts.explanation}
      actions={
        <Button
          kind="primary"
          disabled={scan.isPending || (programs.length === 0 && folder === undefined)}
          onClick={look}
        >
          {scan.isPending ? texts.looking : texts.look}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {modelProgramSchema.options.map((program) => (
          <Switch
            key={program}
            label={texts.programs[program]}
            note={data?.folders
              .filter((each) => each.program === program)
              .map(({ path }) => <FolderLine key={path} path={path} state={stateOf(path)} />)}
            checked={programs.includes(program)}
            onChange={(isWanted) => toggle(program, isWanted)}
          />
        ))}
        <PathField
          label={texts.folder}
          use="model"
          folder
          placeholder="/folder"
          value={folder}
          onChange={setFolder}
        />
        {scan.error !== null && <ErrorLine error={scan.error} />}
        {scan.data !== undefined && (
          <FoundModels models={scan.data.models} truncated={scan.data.truncated} />
        )}
      </div>
    </Dialog>
  );
}

function FolderLine({
  path,
  state,
}: {
  path: string;
  state: 'read' | 'missing' | 'unreadable' | undefined;
}): React.JSX.Element {
  return (
    <span className="block">
      <span className="font-mono [overflow-wrap:anywhere]">{path}</span>
      {(state === 'missing' || state === 'unreadable') && <span> · {texts[state]}</span>}
    </span>
  );
}
