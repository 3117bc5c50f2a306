import { useEffect, useRef, useState } from 'react';

/** How long typing rests before it holds. */
const restMs = 150;

/**
 * What stands in a field whose value lives elsewhere: shown at once, told when typing rests. A
 * change from outside replaces it.
 */
export function useTypedValue(
  value: string,
  onChange: (value: string) => void,
): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const latest = useRef(onChange);
  latest.current = onChange;

  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);

  useEffect(() => {
    if (typed === told.current) return;
    const resting = setTimeout(() => {
      told.current = typed;
      latest.current(typed);
    }, restMs);
    return () => clearTimeout(resting);
  }, [typed]);

  return [typed, setTyped];
}
