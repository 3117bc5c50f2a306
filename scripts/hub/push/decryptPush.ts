import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import type { ReaderKeys } from './newKeys.ts';

const pointBytes = 65;
const saltBytes = 16;
const tagBytes = 16;

/** The text of a message as a browser reads it: RFC 8291 over RFC 8188, one record. */
export function decryptPush(body: Buffer, { privateKey, p256dh, auth }: ReaderKeys): string {
  const salt = body.subarray(0, saltBytes);
  const keyFrom = saltBytes + 5;
  const sender = body.subarray(keyFrom, keyFrom + pointBytes);
  const record = body.subarray(keyFrom + pointBytes);
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.from(privateKey, 'base64url'));
  const info = Buffer.concat([
    Buffer.from('WebPush: info\0'),
    Buffer.from(p256dh, 'base64url'),
    sender,
  ]);
  const secret = derive(pair.computeSecret(sender), Buffer.from(auth, 'base64url'), info, 32);
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createDecipheriv('aes-128-gcm', key, nonce);
  cipher.setAuthTag(record.subarray(-tagBytes));
  const padded = Buffer.concat([cipher.update(record.subarray(0, -tagBytes)), cipher.final()]);
  // The last record ends with 2, then zeros.
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
}
