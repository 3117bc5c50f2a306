import { Download, Upload } from 'lucide-react';
import { useRef } from 'react';
import type { QdpxImport } from '../../../../contract/index.ts';
import { codingMessages } from '../../../messages/video/coding.ts';
import { Button } from '../../../ui/Button.tsx';
import { useProjectExchange } from './useProjectExchange.ts';

const words = codingMessages.library;

/** The codes of the library to and from other programs, and what came of the last import. */
export function ProjectExchange(): React.JSX.Element {
  const { isBusy, report, exportProject, exportQuotes, importProject } = useProjectExchange();
  const input = useRef<HTMLInputElement>(null);
  return (
    <section aria-labelledby="codes-exchange">
      <h3 id="codes-exchange" className="font-medium text-ink">
        {words.exchange}
      </h3>
      <p className="mt-1 text-ink-2">{words.exchangeExplanation}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          icon={<Upload size={14} />}
          disabled={isBusy}
          onClick={() => input.current?.click()}
        >
          {words.importProject}
        </Button>
        <Button
          icon={<Download size={14} />}
          disabled={isBusy}
          onClick={() => void exportProject()}
        >
          {words.exportProject}
        </Button>
        <Button icon={<Download size={14} />} disabled={isBusy} onClick={() => void exportQuotes()}>
          {words.exportQuotes}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".qdpx"
        aria-label={words.importProject}
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file may be chosen again.
          target.value = '';
          if (file !== undefined) void importProject(file);
        }}
      />
      {report !== undefined && <ImportReport report={report} />}
    </section>
  );
}

function ImportReport({ report }: { report: QdpxImport }): React.JSX.Element {
  const { codes, quotes, notes, coders, unknownVideos, leftOut } = report;
  const names = coders.map((name) => (name === '' ? words.nobody : name)).join(', ');
  return (
    <div role="status" className="mt-3 rounded-control bg-sunken px-3 py-2 text-ink-2">
      <ul>
        <li>{words.imported(words.codes, codes.added, codes.known)}</li>
        <li>{words.imported(words.quotes, quotes.added, quotes.known)}</li>
        <li>{words.imported(words.notes, notes.added, notes.known)}</li>
        {names !== '' && (
          <li>
            <bdi>{words.coders(names)}</bdi>
          </li>
        )}
        {unknownVideos.map(({ name, quotes: count }) => (
          <li key={name} className="text-caution [overflow-wrap:anywhere]">
            <bdi>{words.unknownVideo(name, count)}</bdi>
          </li>
        ))}
        {leftOut.map(({ what, count }) => (
          <li key={what} className="text-caution">
            {words.leftOut(what, count)}
          </li>
        ))}
      </ul>
      {unknownVideos.length > 0 && <p className="mt-1">{words.unknownVideosHint}</p>}
    </div>
  );
}
