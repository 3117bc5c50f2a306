import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { VideoDetail } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { EditableText } from './EditableText.tsx';
import { Part } from './Part.tsx';

/** What people write of a video: its title, its description, and what they put it into. */
export function About({ video }: { video: VideoDetail }): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const { id: videoId, title, description = '', collections, conflictedFields } = video;
  const save = async (edit: { title?: string; description?: string }): Promise<void> => {
    const saved = await client.videos.edit({ videoId, ...edit });
    queryClient.setQueryData(procedures.videos.get.queryKey({ input: { videoId } }), saved);
    for (const part of ['videos', 'search', 'sharing'] as const) {
      void queryClient.invalidateQueries({ queryKey: procedures[part].key() });
    }
  };
  return (
    <Part title={videoMessages.about.title}>
      <div className="flex flex-col gap-2">
        {conflictedFields.length > 0 && <EditConflictNote fields={conflictedFields} />}
        <EditableText
          key={`title ${videoId}`}
          label={commonMessages.title}
          value={title}
          maxLength={500}
          rows={1}
          required
          onSave={(next) => save({ title: next })}
        >
          <p dir="auto" className="font-medium text-ink [overflow-wrap:anywhere] select-text">
            {title}
          </p>
        </EditableText>
        <EditableText
          key={`description ${videoId}`}
          label={videoMessages.about.description}
          value={description}
          maxLength={20_000}
          rows={5}
          onSave={(next) => save({ description: next })}
        >
          <p
            dir="auto"
            className="whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere] select-text"
          >
            {description === '' ? (
              <span className="text-ink-3">{videoMessages.about.noDescription}</span>
            ) : (
              description
            )}
          </p>
        </EditableText>
        {collections.length > 0 && (
          <ul aria-label={videoMessages.about.collections} className="flex flex-wrap gap-1">
            {collections.map(({ id, name }) => (
              <li key={id} className="min-w-0">
                <Link
                  href={`/library?collection=${id}`}
                  className="block max-w-56 truncate rounded-round bg-accent-soft px-2.5 py-0.5 text-small font-medium text-accent-ink hover:brightness-110"
                >
                  <bdi>{name}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Part>
  );
}

/** Another device wrote the same text; what is shown is the newest. */
function EditConflictNote({ fields }: { fields: readonly string[] }): React.JSX.Element {
  return (
    <p className="rounded-control bg-caution-soft px-3 py-2 text-small text-caution">
      {videoMessages.about.conflict(fields)}{' '}
      <Link href="/team/sharing?conflicts" className="font-medium underline hover:text-ink">
        {videoMessages.about.resolve}
      </Link>
    </p>
  );
}
