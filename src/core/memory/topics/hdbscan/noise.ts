/** What is in no cluster, and clusters that are in no group. */
export const noise = -1;
