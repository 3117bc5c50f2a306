import type { Page } from 'playwright-core';

/**
 * Reviews so many videos by the keyboard, from the top of the library: stars, a status, the next one.
 * Milliseconds of each action, from its key to the frame that shows what it did, as the page sees both.
 */
export async function reviewActionsMs(page: Page, videos: number): Promise<number[]> {
  const times: number[] = [];
  await page.getByRole('gridcell').first().focus();
  await page.keyboard.press('Shift+R');
  const bar = page.getByRole('region', { name: 'Review', exact: true });
  for (let at = 1; at <= videos; at++) {
    await bar.waitFor();
    const stars = (at % 5) + 1;
    const rated = `[aria-label="${stars} star${stars === 1 ? '' : 's'}"][aria-pressed="true"]`;
    times.push(await actionMs(page, `Shift+${stars}`, rated));
    times.push(await actionMs(page, 's', '[aria-label="Shortlisted"][aria-pressed="true"]'));
    // The next video is there when what is decided of it is.
    const next = `#screen:has(progress[value="${at + 1}"]) section[aria-label="Review"]`;
    times.push(await actionMs(page, 'e', next));
  }
  return times;
}

/** Milliseconds from a key to the frame that shows what a selector finds, as the page sees both. */
export async function actionMs(page: Page, key: string, shown: string): Promise<number> {
  // Listening before the key is pressed: input may overtake a script that is still to run.
  const measured = await page.evaluateHandle((selector) => {
    const measure = async (): Promise<number> => {
      const pressedMs = await new Promise<number>((resolve) => {
        // Of a chord, the last key.
        const onKeyDown = (event: KeyboardEvent): void => {
          if (event.key === 'Shift') return;
          window.removeEventListener('keydown', onKeyDown, { capture: true });
          resolve(event.timeStamp);
        };
        window.addEventListener('keydown', onKeyDown, { capture: true });
      });
      while (performance.now() - pressedMs < 5_000) {
        await new Promise(requestAnimationFrame);
        // Not the time of the frame's start, which may be before that of a key handled in it.
        if (document.querySelector(selector) !== null) return performance.now() - pressedMs;
      }
      throw new Error(`Never shown: ${selector}`);
    };
    return { took: measure() };
  }, shown);
  await page.keyboard.press(key);
  return measured.evaluate(({ took }) => took);
}
