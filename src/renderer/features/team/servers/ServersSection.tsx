import { ComparisonsPanel } from '../comparing/ComparisonsPanel.tsx';
import { SetsPanel } from '../comparing/SetsPanel.tsx';
import { ServersPanel } from './ServersPanel.tsx';

/** The servers, and beside them how one model takes another's place. */
export function ServersSection(): React.JSX.Element {
  return (
    <div className="grid items-start gap-4 @min-[1000px]:grid-cols-[minmax(0,1fr)_380px] @min-[1500px]:grid-cols-[minmax(0,1fr)_520px]">
      <ServersPanel />
      <div className="flex min-w-0 flex-col gap-4">
        <ComparisonsPanel />
        <SetsPanel />
      </div>
    </div>
  );
}
