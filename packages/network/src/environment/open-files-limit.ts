/** The soft limit of open files out of /proc/self/limits (proc(5)); `undefined`: not told, or unlimited. Pure. */
export function openFilesLimit(text: string): number | undefined {
  const soft = /^Max open files\s+(\d{1,12})\s/m.exec(text)?.[1];
  return soft === undefined ? undefined : Number(soft);
}
