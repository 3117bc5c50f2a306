/** Runs once when the server starts, before its first answer. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  // A build reads nothing of the database.
  if (process.env.NEXT_PHASE === 'phase-production-build') return;
  const { openHub } = await import('./server/openHub.ts');
  await openHub();
}
