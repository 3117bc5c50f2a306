import type { Product } from '../../contract/index.ts';
import type { Library } from '../db/index.ts';
import { resolveVideoId } from '../library/index.ts';
import {
  addProduct,
  editProduct,
  getProduct,
  judgeMention,
  linkVideos,
  listProducts,
  mergeProducts,
  proveProductTask,
  removeProduct,
} from '../products/index.ts';
import { api } from './implementer.ts';

/** Products, and what videos prove of them. */
export function productHandlers(library: Library) {
  const { products } = api;
  const linked = async ({ id }: Product): Promise<Product> => {
    await linkVideos(library, id);
    return getProduct(library, id);
  };
  return {
    list: products.list.handler(() => ({ products: listProducts(library) })),
    add: products.add.handler(({ input }) => linked(addProduct(library, input))),
    edit: products.edit.handler(({ input: { productId, ...fields } }) =>
      linked(editProduct(library, productId, fields)),
    ),
    remove: products.remove.handler(({ input }) => removeProduct(library, input.productId)),
    merge: products.merge.handler(({ input }) =>
      linked(mergeProducts(library, input.productId, input.intoId)),
    ),
    prove: products.prove.handler(({ input, signal }) =>
      library.readers.run(
        proveProductTask,
        { ...input, asOfMs: library.clock.nowMs() },
        { signal },
      ),
    ),
    judge: products.judge.handler(async ({ input }) => {
      await judgeMention(library, { ...input, videoId: resolveVideoId(library, input.videoId) });
      return {};
    }),
  };
}
