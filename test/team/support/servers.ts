import process from 'node:process';

/** The real servers that `npm run test:team` has started. */
export const servers = {
  postgresUrl: given('TRENDROOM_TEST_POSTGRES_URL'),
  chatUrl: given('TRENDROOM_TEST_VLLM_URL'),
  embeddingUrl: given('TRENDROOM_TEST_VLLM_EMBEDDING_URL'),
  key: given('TRENDROOM_TEST_VLLM_KEY'),
};

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run npm run test:team.`);
  return value;
}
