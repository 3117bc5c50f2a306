/** A key or a chord, as printed on the keyboard. */
export function Kbd({ children }: { children: string }): React.JSX.Element {
  return (
    <kbd className="inline-flex h-4 min-w-4 items-center justify-center rounded-[3px] border border-line bg-sunken px-1 font-sans text-caption text-ink-2">
      {children}
    </kbd>
  );
}
