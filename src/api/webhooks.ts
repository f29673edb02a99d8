import * as z from 'zod';
import { time } from './shared';

/** Where a site's uploads are told of. */
export const webhook = z.object({
  id: z.string(),
  url: z.string(),
  createdBy: z.string(),
  createdAt: time,
  /** The status of the last attempt: of HTTP, or the code of an error such as `ETIMEDOUT`; null before the first. */
  lastStatus: z.string().nullable(),
  lastAt: time.nullable(),
});
export type Webhook = z.infer<typeof webhook>;

export const webhooks = z.object({ webhooks: z.array(webhook) });

export const newWebhook = z.object({ url: z.url({ protocol: /^https?$/ }).max(500) });

/** The secret that signs deliveries. It is not shown again. */
export const addedWebhook = z.object({ id: z.string(), secret: z.string() });

export const webhookId = z.object({ id: z.uuid() });
