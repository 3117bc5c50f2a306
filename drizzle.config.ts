import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/core/library/schema',
  out: './src/core/library/migrations',
});
