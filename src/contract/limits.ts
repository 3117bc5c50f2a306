/**
 * The largest message or body that a host takes, in bytes: 100,000 ids, or 50,000 requests of some
 * 600 bytes each. What is larger goes as a file to `/uploads`.
 */
export const maxMessageBytes = 32_000_000;

/** The longest line of an uploaded batch file, in bytes: a request with some pictures in it. */
export const maxBatchLineBytes = 16_000_000;
