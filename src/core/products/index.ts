export { judgeMention } from './mentions/judgeMention.ts';
export { linkAllProducts, linkVideos } from './mentions/linkVideos.ts';
export {
  addProduct,
  editProduct,
  getProduct,
  listProducts,
  mergeProducts,
  removeProduct,
} from './productRepository.ts';
export { proveProductTask } from './readTasks.ts';
