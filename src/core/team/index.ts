export { createSharing, type Sharing } from './sharing/createSharing.ts';
