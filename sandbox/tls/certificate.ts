import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  key: string;
  cert: string;
}

/** For whoever is to trust it: `NODE_EXTRA_CA_CERTS` of a process. */
export const certificateFile = join(process.cwd(), 'sandbox/tls/certificate.pem');

/**
 * Of 127.0.0.1 and localhost, signed by itself, for a hundred years; its key guards nothing. Made by `openssl req -x509
 * -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500`, since Node cannot sign certificates.
 */
export const certificate: Certificate = {
  key: readFileSync(join(process.cwd(), 'sandbox/tls/key.pem'), 'utf8'),
  cert: readFileSync(certificateFile, 'utf8'),
};
