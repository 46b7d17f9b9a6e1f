/** How an answer is told by its status and the code in its body: `403`, `401 invalid_api_key`, `200 (402)`. */
export function shownAnswer({ status, code }: { readonly status: number; readonly code?: string | undefined }): string {
  if (code === undefined || code === String(status)) return String(status);
  return /^\d+$/.test(code) ? `${status} (${code})` : `${status} ${code}`;
}
