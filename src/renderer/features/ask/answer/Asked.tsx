/** A question as it was asked. */
export function Asked({ question }: { question: string }): React.JSX.Element {
  return (
    <h2
      dir="auto"
      className="line-clamp-6 text-lead font-semibold text-ink [overflow-wrap:anywhere]"
    >
      {question}
    </h2>
  );
}
