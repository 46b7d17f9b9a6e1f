/** A square of modules, `true` for dark, with the quiet zone of four modules that ISO/IEC 18004 §9.1 asks for. */
async function modulesOf(text: string): Promise<readonly (readonly boolean[])[]> {
  const { encode } = await import('uqr');
  // UTF-8 bytes: the text mode of encoders differs for what is not Latin.
  return encode([...Buffer.from(text)], { ecc: 'M', border: 4 }).data;
}

/**
 * Half blocks for a terminal: two modules a character. Terminals mostly show light on dark, so the light modules are
 * drawn; on a light one the drawing is inverted, which most readers take too.
 */
export async function drawQrForTerminal(text: string): Promise<string> {
  const modules = await modulesOf(text);
  const lines: string[] = [];
  for (let row = 0; row < modules.length; row += 2) {
    const [upper = [], lower = []] = [modules[row], modules[row + 1]];
    lines.push(upper.map((dark, column) => {
      const below = lower[column] ?? true;
      return dark ? (below ? ' ' : '▄') : (below ? '▀' : '█');
    }).join(''));
  }
  return `${lines.join('\n')}\n`;
}

/** The same as an SVG image, black on white, four units a module. */
export async function drawQrAsSvg(text: string): Promise<string> {
  const modules = await modulesOf(text);
  const size = modules.length;
  // One path of horizontal runs keeps the image small.
  const runs = modules.flatMap((row, y) => {
    const found: string[] = [];
    for (let x = 0; x < size; x += 1) {
      if (row[x] !== true) continue;
      let end = x;
      while (row[end + 1] === true) end += 1;
      found.push(`M${x},${y}h${end - x + 1}v1h-${end - x + 1}z`);
      x = end;
    }
    return found;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 4}" height="${size * 4}" shape-rendering="crispEdges"><path fill="#fff" d="M0,0h${size}v${size}h-${size}z"/><path d="${runs.join('')}"/></svg>\n`;
}
