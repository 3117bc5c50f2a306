import type { ModelSummary } from '../../../contract/index.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { Button } from '../../ui/Button.tsx';
import { useChooseModel } from './useChooseModel.ts';

/** Makes a model do the work of its task. */
export function UseButton({ model }: { model: ModelSummary }): React.JSX.Element {
  const { choose, isPending } = useChooseModel();
  return (
    <Button
      disabled={isPending}
      aria-label={modelsMessages.modelRow.useFor(model.name)}
      onClick={() => choose(model)}
    >
      {modelsMessages.modelRow.use}
    </Button>
  );
}
