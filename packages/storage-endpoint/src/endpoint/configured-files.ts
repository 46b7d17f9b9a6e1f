import { basename, join } from 'node:path';
import { readSettingsFile, shownPath } from '@culprit/network/settings-file';
import type { Style } from '../providers/provider.ts';
import { placeInEnvironment, type ConfiguredPlace } from './configured-place.ts';
import { maskUserInfo } from './parse-endpoint.ts';

type Environment = { readonly [name: string]: string | undefined };

/** A line of a file of settings: `[section]`, then `name = value`, below `parent =` where it is indented. */
type Line = { readonly section: string; readonly name: string; readonly value: string; readonly line: number };

/** The only names whose values are looked at: keys and tokens stand beside them. */
const known = /^(?:type|endpoint|endpoint_url|region|force_path_style|host_base|host_bucket|bucket_location|use_https|addressing_style|services|(?:TOS|OSS|COS|OBS|DOGECLOUD_S3)_(?:ENDPOINT|REGION)|AWS_ENDPOINT_URL(?:_S3)?|AWS_(?:DEFAULT_)?REGION|DOWNLOADER_TOS_VERSION)$/;

/** Pure. AWS config, rclone.conf, .s3cfg and env files, which are all `name = value` with or without sections. */
function settingsIn(text: string): readonly Line[] {
  const lines: Line[] = [];
  let section = '';
  let parent = '';
  for (const [index, raw] of text.slice(0, 262_144).split('\n').entries()) {
    const heading = /^\s*\[\s*([^\]]{1,200}?)\s*\]\s*$/.exec(raw);
    if (heading !== null) [section, parent] = [heading[1] ?? '', ''];
    const [, indent = '', name = '', value = ''] = /^([ \t]*)(?:export[ \t]+)?([A-Za-z_][\w-]{0,80})[ \t]*=[ \t]*(.*?)\r?$/.exec(raw) ?? [];
    if (name === '') continue;
    if (indent === '') parent = value === '' ? name : '';
    const nested = indent !== '' && parent !== '';
    // Under `dynamodb =` the same names mean another service.
    if (known.test(name) && (!nested || parent === 's3')) lines.push({ section, name, value, line: index + 1 });
  }
  return lines;
}

/** Pure: the places that a file of this name tells of. */
function placesIn(text: string, path: string): readonly ConfiguredPlace[] {
  const lines = settingsIn(text);
  const sections = [...new Set(lines.map(({ section }) => section))];
  const get = (section: string, name: string): Line | undefined => lines.find((line) => line.section === section && line.name === name);
  const place = (consumer: string, section: string, names: { readonly endpoint: string; readonly region: string }, style?: Style | 'auto'): readonly ConfiguredPlace[] => {
    const endpoint = get(section, names.endpoint);
    const region = get(section, names.region)?.value ?? '';
    return endpoint === undefined ? [] : [{ consumer, endpoint: maskUserInfo(endpoint.value), from: `${shownPath(path)}:${endpoint.line}`, ...(region === '' ? {} : { region }), ...(style === undefined ? {} : { style }) }];
  };
  const name = basename(path);
  if (name.endsWith('.s3cfg')) {
    const bucketHost = get('default', 'host_bucket')?.value ?? get('', 'host_bucket')?.value ?? '%(bucket)s';
    return sections.flatMap((section) => place('s3cmd', section, { endpoint: 'host_base', region: 'bucket_location' }, bucketHost.includes('%(bucket)') ? 'virtual' : 'path'));
  }
  if (/^rclone.*\.conf$/.test(name)) {
    return sections.filter((section) => get(section, 'type')?.value === 's3').flatMap((section) => {
      const forced = get(section, 'force_path_style')?.value;
      return place('rclone', section, { endpoint: 'endpoint', region: 'region' }, forced === undefined ? undefined : forced === 'true' ? 'path' : 'virtual');
    });
  }
  if (lines.some(({ section }) => section !== '')) {
    return sections.flatMap((section) => {
      const style = get(section, 'addressing_style')?.value;
      return place('aws-cli', section, { endpoint: 'endpoint_url', region: 'region' }, style === 'virtual' || style === 'path' || style === 'auto' ? style : undefined);
    });
  }
  // A shell and dotenv take quotes away; Docker's env_file leaves them, which is a fault of its own that shows in the environment.
  const env = Object.fromEntries(lines.map((line) => [line.name, /^(["'])(.*)\1$/s.exec(line.value)?.[2] ?? line.value]));
  return placesInEnvironment(env).map(({ from, ...rest }) => ({ ...rest, from: `${shownPath(path)}:${lines.find((line) => line.name === from)?.line ?? 1}` }));
}

/** The endpoints that variables name, whichever scheme they belong to. */
const placesInEnvironment = (env: Environment): readonly ConfiguredPlace[] => ['tos', 's3', 'oss', 'cos', 'obs', 'doge'].map((scheme) => placeInEnvironment(scheme, env)).filter(({ endpoint }) => endpoint !== undefined);

/** The files in which these programs keep their endpoints. */
function usualFiles(cwd: string, env: Environment): readonly string[] {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  const config = env['XDG_CONFIG_HOME'] ?? join(home, '.config');
  return [
    env['AWS_CONFIG_FILE'] ?? join(home, '.aws/config'), env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(home, '.aws/credentials'),
    env['RCLONE_CONFIG'] ?? join(config, 'rclone/rclone.conf'), env['S3CMD_CONFIG'] ?? join(home, '.s3cfg'), join(cwd, '.env'),
  ];
}

/** Every endpoint that the environment and the usual files name, and those of `files`; a file that can't be read tells nothing. */
export async function configuredPlaces(cwd: string, env: Environment, files: readonly string[]): Promise<readonly ConfiguredPlace[]> {
  const paths = files.length > 0 ? files : usualFiles(cwd, env);
  const read = await Promise.all([...new Set(paths)].map(async (path) => placesIn(await readSettingsFile(path) ?? '', path)));
  return [...(files.length > 0 ? [] : placesInEnvironment(env)), ...read.flat()].slice(0, 200);
}
