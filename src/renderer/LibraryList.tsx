import { useEffect, useState } from 'react';
import type { VideoSummary } from '../shared/index.ts';
import type { Client } from './client.ts';

type State =
  | { kind: 'loading' }
  | { kind: 'failed'; message: string }
  | { kind: 'ready'; videos: VideoSummary[] };

/** The library's videos, newest first. Videos are taken in through the terminal so far. */
export function LibraryList({ connection }: { connection: Promise<Client> }): React.JSX.Element {
  const [state, setState] = useState<State>({ kind: 'loading' });
  useEffect(() => {
    let left = false;
    connection
      .then((client) => client.videos.list({}))
      .then(
        ({ videos }) => !left && setState({ kind: 'ready', videos }),
        (error: Error) => !left && setState({ kind: 'failed', message: error.message }),
      );
    return () => {
      left = true;
    };
  }, [connection]);

  switch (state.kind) {
    case 'loading':
      return <main aria-busy="true" />;
    case 'failed':
      return <main role="alert">The library could not be read: {state.message}</main>;
    case 'ready':
      if (state.videos.length === 0) {
        return (
          <main>
            No videos yet. In a terminal: <code>npm run trendroom -- ingest PATH</code>
          </main>
        );
      }
      return (
        <main>
          <ul>
            {state.videos.map((video) => (
              <li key={video.id}>
                <span>{video.title}</span>
                <span>{video.channel ?? ''}</span>
                <time>{(video.durationMs / 1000).toFixed(1)} s</time>
              </li>
            ))}
          </ul>
        </main>
      );
    default:
      return state satisfies never;
  }
}
