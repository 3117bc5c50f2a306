import { useAnnouncement } from './announcement.ts';

/** Reads out what keys did: marks, speeds, loops. */
export function Announcer(): React.JSX.Element {
  const { text, count } = useAnnouncement();
  return (
    <p role="status" className="sr-only" data-testid="announcement">
      {/* A sentence that comes twice is another text node, which screen readers read again. */}
      <span key={count}>{text}</span>
    </p>
  );
}
