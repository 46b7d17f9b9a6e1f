type Environment = { readonly [name: string]: string | undefined };

/** `${NAME}`, `$NAME`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?message}`, `$$` (docs.docker.com/reference/compose-file/interpolation). */
export function interpolated(text: string, variables: Environment): { readonly text: string; /** The first variable that is not set and has no default. */ readonly unset?: string } {
  let unset: string | undefined;
  const filled = text.replace(/\$(?:\$|\{(\w+)(?:(:?[-?+])([^}]*))?\}|(\w+))/g, (whole: string, braced: string | undefined, operator: string | undefined, other: string | undefined, plain: string | undefined) => {
    const name = braced ?? plain;
    if (whole === '$$' || name === undefined) return '$';
    const value = variables[name];
    const there = operator?.startsWith(':') === true ? value !== undefined && value !== '' : value !== undefined;
    if (operator?.endsWith('+') === true) return there ? other ?? '' : '';
    if (there) return value ?? '';
    if (operator?.endsWith('-') === true) return other ?? '';
    unset ??= name;
    return '';
  });
  return { text: filled, ...(unset === undefined ? {} : { unset }) };
}
