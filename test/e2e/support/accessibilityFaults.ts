import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Colours fade for a moment when the theme changes or something opens. */
const fadeMs = 300;

/**
 * What axe finds on the page as it is: a line for each rule that is broken, with the first element
 * that breaks it. In light everything is checked, in dark the contrast: nothing else depends on the
 * theme. `TRENDROOM_TEST_SHOTS` names a folder for a picture of each state that has a name.
 * @param name what the lines begin with.
 */
export async function accessibilityFaults(page: Page, name?: string): Promise<string[]> {
  const shots = process.env.TRENDROOM_TEST_SHOTS;
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForTimeout(fadeMs);
    const axe = new AxeBuilder({ page });
    if (theme === 'dark') axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    found.push(...violations.map(({ id, nodes }) => `${name} ${theme} ${id}: ${nodes[0]?.html}`));
    if (shots !== undefined && name !== undefined) {
      await page.screenshot({ path: `${shots}/${name.replaceAll(/\W+/g, '-')}-${theme}.png` });
    }
  }
  return found;
}
