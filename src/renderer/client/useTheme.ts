import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from './api.ts';

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

/** Puts the chosen theme, or the system's, on the document; once, in the shell. */
export function useTheme(): void {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.settings.get.queryOptions());
  const theme = data?.theme ?? 'system';
  useEffect(() => {
    const apply = (): void => {
      const dark = theme === 'dark' || (theme === 'system' && darkQuery.matches);
      document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    };
    apply();
    darkQuery.addEventListener('change', apply);
    return () => darkQuery.removeEventListener('change', apply);
  }, [theme]);
}
