import { Refusal } from '../refusal.ts';
import { required } from './args.ts';
import type { Method } from './method.ts';

export const files: Record<string, Method> = {
  'files.info': {
    scopes: ['files:read'],
    run: ({ workspace }, args) => {
      const file = workspace.files.info(required(args, 'file'));
      if (file === undefined) throw new Refusal('file_not_found');
      return { file };
    },
  },
};
