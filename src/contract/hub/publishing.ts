import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from '../common.ts';
import { reportIdSchema } from '../ids.ts';
import { jobSchema } from '../jobs.ts';
import { hubPageSchema } from './publish.ts';

/** Where `npm run hub` starts one. */
export const usualHubUrl = 'http://127.0.0.1:4800';

const hubUrlSchema = z.url({ protocol: /^https?$/ }).max(2_000);
const base = oc.errors(contractErrors);
const hub = z.object({ hub: hubUrlSchema.default(usualHubUrl) });

export const publishingContract = {
  connect: base
    .route({
      method: 'POST',
      path: '/publishing/connect',
      summary: 'Keep the key of a content hub, and prove it there',
    })
    .input(hub.extend({ key: z.string().trim().min(32).max(500) }))
    .output(z.object({ pages: z.number().int().nonnegative(), isKept: z.boolean() })),
  publishReport: base
    .route({
      method: 'POST',
      path: '/publishing/reports/{reportId}',
      summary: 'Publish a report on a content hub: a job',
    })
    .input(hub.extend({ reportId: reportIdSchema }))
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
    .input(hub.extend({ key: hubPageSchema.shape.key }))
    .output(jobSchema),
};
