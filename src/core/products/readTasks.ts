import type { ProductProof } from '../../contract/index.ts';
import type { ReadTask } from '../db/index.ts';
import { mentioningVideosTask } from './mentions/linkVideos.ts';
import { type ProofQuery, proveProduct } from './proof/proveProduct.ts';

export const proveProductTask: ReadTask<ProofQuery, ProductProof> = {
  name: 'products.prove',
  priority: 'interactive',
  run: proveProduct,
};

export const productReadTasks = [proveProductTask, mentioningVideosTask];
