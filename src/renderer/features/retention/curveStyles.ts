/** How the curves of a chart are told apart: by colour, and by dashes for those who see no colours. */
export const curveStyles: readonly { token: string; dash: number[] }[] = [
  { token: '--accent', dash: [] },
  { token: '--caution', dash: [8, 4] },
  { token: '--good', dash: [2, 3] },
  { token: '--bad', dash: [10, 3, 2, 3] },
  { token: '--ink-3', dash: [5, 5] },
];
