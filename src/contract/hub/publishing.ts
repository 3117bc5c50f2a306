import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from '../common.ts';
import { reportIdSchema } from '../ids.ts';
import { jobSchema } from '../jobs.ts';
import { pageTitleSchema, slugSchema } from './page.ts';
import { hubPageSchema } from './publish.ts';

/** Where `npm run hub` starts one. */
export const usualHubUrl = 'http://127.0.0.1:4800';

const hubUrlSchema = z.url({ protocol: /^https?$/ }).max(2_000);
const base = oc.errors(contractErrors);
const hub = z.object({ hub: hubUrlSchema.default(usualHubUrl) });
const key = hubPageSchema.shape.key;

/** A report as the page that it would become. */
export const pageSummarySchema = z.object({
  key,
  slug: slugSchema,
  title: pageTitleSchema,
  summary: z.string(),
  topics: z.array(z.string()),
  sources: z.number().int().nonnegative(),
});

export const publishingContract = {
  where: base
    .route({
      method: 'GET',
      path: '/publishing/hub',
      summary: 'Get the content hub that was connected last, or the usual one',
    })
    .output(z.object({ hub: hubUrlSchema, isConnected: z.boolean(), keepsKeys: z.boolean() })),
  connect: base
    .route({
      method: 'POST',
      path: '/publishing/connect',
      summary: 'Keep the key of a content hub, and prove it there',
    })
    .input(hub.extend({ key: z.string().trim().min(32).max(500) }))
    .output(z.object({ pages: z.number().int().nonnegative(), isKept: z.boolean() })),
  pageOfReport: base
    .route({
      method: 'GET',
      path: '/publishing/reports/{reportId}',
      summary: 'Get a report as the page that it would become',
    })
    .input(z.object({ reportId: reportIdSchema }))
    .output(pageSummarySchema),
  publishReport: base
    .route({
      method: 'POST',
      path: '/publishing/reports/{reportId}',
      summary: 'Publish a report on a content hub: a job',
    })
    .input(
      hub.extend({
        reportId: reportIdSchema,
        /** In place of the report's own. */
        slug: slugSchema.optional(),
        title: pageTitleSchema.optional(),
        /** Shown from then on, in milliseconds since 1970; at once when left out. */
        atMs: z.number().int().nonnegative().optional(),
      }),
    )
    .output(jobSchema),
  list: base
    .route({ method: 'GET', path: '/publishing/pages', summary: 'List the pages of a content hub' })
    .input(hub)
    .output(z.object({ pages: z.array(hubPageSchema) })),
  unpublish: base
    .route({
      method: 'POST',
      path: '/publishing/unpublish',
      summary: 'Take a page down from a content hub: a job',
    })
    .input(hub.extend({ key }))
    .output(jobSchema),
  rollback: base
    .route({
      method: 'POST',
      path: '/publishing/rollback',
      summary: 'Show an earlier version of a page of a content hub again: a job',
    })
    .input(hub.extend({ key, version: z.number().int().positive() }))
    .output(jobSchema),
};
