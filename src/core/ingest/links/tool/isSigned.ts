/**
 * Whether a detached OpenPGP signature (RFC 9580) of these bytes is by this key. A signature that
 * cannot be read is none. The library is loaded only here: few ever need it.
 */
export async function isSigned(
  bytes: Uint8Array,
  { signature, armoredKey }: { signature: Uint8Array; armoredKey: string },
): Promise<boolean> {
  const { createMessage, readKey, readSignature, verify } = await import('openpgp');
  try {
    const { signatures } = await verify({
      message: await createMessage({ binary: bytes }),
      signature: await readSignature({ binarySignature: signature }),
      verificationKeys: await readKey({ armoredKey }),
    });
    const verified = await Promise.all(signatures.map((each) => each.verified));
    return verified.length > 0;
  } catch {
    return false;
  }
}
