/** What a log must not hold, wherever it stands in a line. Bodies are never logged. */
export const redactions: { readonly paths: string[]; readonly censor: string } = {
  paths: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]', '*.password', '*.token', '*.secret', '*.code', '*.recoveryCode', 'err.config', 'err.request'],
  censor: '[redacted]',
};
