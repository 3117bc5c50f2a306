/**
 * What is wrong with a server's certificate, in words, for the code of a failed connection
 * (OpenSSL's X509_V_ERR names as Node gives them); undefined when it failed for another reason.
 */
export function certificateProblem(code: string, host: string): string | undefined {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host} has expired.`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid yet, or the clock of this computer is wrong.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate does not match ${host}. This may be another server.`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_UNTRUSTED':
    case 'CERT_SIGNATURE_FAILURE':
    case 'INVALID_CA':
      return `The certificate of ${host} is not signed by a trusted authority.`;
    case 'CERT_REVOKED':
    case 'CERT_REJECTED':
    case 'INVALID_PURPOSE':
      return `The certificate of ${host} is not valid for this use.`;
    default:
      return undefined;
  }
}
