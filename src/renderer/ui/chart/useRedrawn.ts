import { type RefObject, useEffect, useRef } from 'react';

/**
 * Draws into the element that it gives the ref of, and anew whenever its size or the theme changes: what is drawn
 * has the colours of the tokens in it. `draw` gives what removes it, if need be; it stays the same function as long as
 * it would draw the same.
 */
export function useRedrawn<Drawn extends HTMLElement>(
  draw: ((element: Drawn) => (() => void) | undefined) | undefined,
): RefObject<Drawn | null> {
  const container = useRef<Drawn>(null);
  useEffect(() => {
    const { current: element } = container;
    if (element === null || draw === undefined) return;
    let remove: (() => void) | undefined;
    const redraw = (): void => {
      remove?.();
      remove = draw(element);
    };
    const sizes = new ResizeObserver(redraw);
    sizes.observe(element);
    const theme = new MutationObserver(redraw);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      sizes.disconnect();
      theme.disconnect();
      remove?.();
    };
  }, [draw]);
  return container;
}
