import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { screens } from '../screens.ts';
import { useShellView } from '../shellView.ts';

/** How long after G the second key may come. */
const chordMs = 1_200;

/** Keys that work everywhere: see the list that `?` shows. */
export function useShortcuts(): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    let goPressedAtMs = Number.NEGATIVE_INFINITY;
    const onKeyDown = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        useShellView.setState({ palette: 'commands' });
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const screen = screens.find(({ key }) => key === event.key);
      if (event.timeStamp - goPressedAtMs < chordMs && screen !== undefined) {
        event.preventDefault();
        goPressedAtMs = Number.NEGATIVE_INFINITY;
        navigate(screen.path);
        return;
      }
      goPressedAtMs = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (event.key === '/') {
        event.preventDefault();
        document.getElementById('global-search')?.focus();
      } else if (event.key === '?') {
        useShellView.setState({ palette: 'keys' });
      } else if (event.key === 'a') {
        // Otherwise the letter goes into the field that takes the focus.
        event.preventDefault();
        useShellView.setState({ addDialog: true });
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [navigate]);
}

/** True when the key goes into text, or into a widget that has its own keys. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input, textarea, select, [role="dialog"], [role="listbox"], [role="menu"]',
      ) !== null)
  );
}
