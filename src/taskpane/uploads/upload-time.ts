import type { Upload } from '../../api/uploads';

/** How long an upload took, in milliseconds, if it is known. */
export function timeOf({ createdAt, completedAt }: Pick<Upload, 'createdAt' | 'completedAt'>): number | undefined {
  return completedAt === null ? undefined : Math.max(0, Date.parse(completedAt) - Date.parse(createdAt));
}
