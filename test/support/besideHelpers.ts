import { constants, setPriority } from 'node:os';

/**
 * Helpers of ingest step back behind whatever a person waits for (`runInBackground`). On a machine
 * whose cores are all taken by tests they would get next to nothing, and tests of ingest would wait
 * for the end of all the others. So tests run with hardly more than helpers have.
 */
setPriority(constants.priority.PRIORITY_BELOW_NORMAL - 1);
