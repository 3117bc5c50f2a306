export { libraryFolder, modelsFolder } from '../core/host/index.ts';
