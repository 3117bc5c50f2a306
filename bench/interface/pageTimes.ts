import type { Page } from 'playwright-core';

/**
 * Types a character into the search field and returns the milliseconds until the frame that shows
 * the moments for it, as the page itself sees both: the list says that it is busy until then. The
 * pause before a search begins is part of it. Undefined when the list was never busy.
 */
export async function keystrokeMs(page: Page, character: string): Promise<number | undefined> {
  const measured = page.evaluate(async () => {
    const field = document.querySelector('#global-search');
    if (field === null) throw new Error('This is not the search screen.');
    const typedMs = await new Promise<number>((resolve) => {
      field.addEventListener('input', (event) => resolve(event.timeStamp), { once: true });
    });
    let wasBusy = false;
    for (let nowMs = typedMs; nowMs - typedMs < 3_000; ) {
      nowMs = await new Promise<number>(requestAnimationFrame);
      const busy = document.querySelector('#screen [aria-busy="true"]') !== null;
      if (wasBusy && !busy) return nowMs - typedMs;
      wasBusy ||= busy;
    }
    return undefined;
  });
  await page.locator('#global-search').press(character);
  return measured;
}

/** Milliseconds from the click on a video to its first picture. */
export async function firstFrameMs(page: Page, title: RegExp): Promise<number> {
  const link = page.getByRole('link', { name: title }).first();
  await link.waitFor();
  const startedMs = await page.evaluate(() => performance.now());
  await link.click();
  const shownMs = await page.evaluate(async () => {
    const player = async (): Promise<HTMLVideoElement> => {
      for (;;) {
        const found = document.querySelector('video');
        if (found !== null) return found;
        await new Promise(requestAnimationFrame);
      }
    };
    const video = await player();
    while (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
    return performance.now();
  });
  return shownMs - startedMs;
}

/** Scrolls the grid of videos from top to bottom in so many frames; the time of each in ms. */
export async function scrollFramesMs(page: Page, frames: number): Promise<number[]> {
  return page.evaluate(async (count) => {
    const grid = document.querySelector('[role="grid"]');
    let scroller: Element | null = grid;
    while (scroller !== null && scroller.scrollHeight <= scroller.clientHeight + 1) {
      scroller = scroller.parentElement;
    }
    if (scroller === null) throw new Error('Nothing can be scrolled.');
    const times: number[] = [];
    let beforeMs = await new Promise<number>(requestAnimationFrame);
    const end = scroller.scrollHeight - scroller.clientHeight;
    for (let frame = 1; frame <= count; frame++) {
      scroller.scrollTop = (end * frame) / count;
      const nowMs = await new Promise<number>(requestAnimationFrame);
      times.push(nowMs - beforeMs);
      beforeMs = nowMs;
    }
    return times;
  }, frames);
}
