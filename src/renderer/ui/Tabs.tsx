import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

/**
 * The line of tabs in a `Tabs.Root`. Arrow keys go from tab to tab, Enter opens one: a tab that
 * opened as soon as it had the focus would do so when a dialog gives the focus back to it.
 */
export function TabList({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}): React.JSX.Element {
  return (
    <Tabs.List
      aria-label={label}
      className={`flex h-10 shrink-0 items-end border-b border-line ${className}`}
    >
      {children}
    </Tabs.List>
  );
}

/** One tab; `value` is that of its `Tabs.Panel`. */
export function Tab({
  value,
  className = '',
  children,
}: {
  value: string;
  className?: string;
  children: ReactNode;
}): React.JSX.Element {
  return (
    <Tabs.Tab
      value={value}
      className={`h-full border-b-2 border-transparent text-body text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-active:border-accent data-active:font-medium data-active:text-ink ${className}`}
    >
      {children}
    </Tabs.Tab>
  );
}
