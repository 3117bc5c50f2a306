/** The environment's variable in which a helper process finds its policy. */
export const policyVariable = 'TRENDROOM_CONFINEMENT';
