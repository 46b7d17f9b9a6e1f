import { defineOptions, defineTarget, ToolError, type Route, type StandardSchemaV1, type TargetKind } from '@culprit/core';
import { routeField } from '@culprit/network';
import { profiles } from '../profile/profiles.ts';
import { profileFields, type ServiceProfile } from '../profile/service-profile.ts';
import { connectionOf, endpointOf, readBaseUrl, readSchemed, routeOf } from './base-url.ts';

export type ProfiledService = {
  readonly baseUrl: string;
  /** The name of a profile that is there to be switched on. */
  readonly profile?: string;
  /** A profile of one's own, or what differs from the named one. */
  readonly expect?: Partial<ServiceProfile>;
  readonly route?: Route;
};

/**
 * A service, and what its health answer should look like. Reads `profile://NAME/host`, and
 * `profile://NAME?base=http://127.0.0.1:8080`; profiles of one's own stand in the config, under `profiles`.
 */
export const profiledService: TargetKind<ProfiledService> = defineTarget({
  kind: 'profiled-service',
  text: { en: 'A service and the profile of its health answer', 'zh-CN': '服务及其健康响应的规格' },
  schema: defineOptions({
    baseUrl: { type: 'string', required: true, pattern: '^https?://[^\\s?#]+$', text: { en: 'Base URL of the service', 'zh-CN': '服务的基础网址' } },
    profile: { type: 'enum', values: Object.keys(profiles), text: { en: 'A profile that is known by name', 'zh-CN': '内置规格的名称' } },
    expect: { type: 'object', fields: profileFields, text: { en: 'A profile of your own, or what differs from the named one', 'zh-CN': '自定义规格，或与内置规格不同之处' } },
    ...routeField,
  }) as unknown as StandardSchemaV1<unknown, ProfiledService>,
  schemes: ['profile'],
  profiles: { builtIn: Object.keys(profiles), into: 'expect' },
  address: (address) => ({ baseUrl: readBaseUrl(address) }),
  rows: 'checks',
  label: ({ baseUrl, profile = 'own profile' }) => `${baseUrl} (${profile})`,
  endpoint: endpointOf,
  implies: connectionOf,
  read: (text, given) => {
    const read = readSchemed(text, 'profile');
    if (read === undefined) return undefined;
    const [name = '', ...host] = read.rest.split('/');
    const own = Object.keys(given.profiles?.['profiled-service'] ?? {});
    const known = [...new Set([...Object.keys(profiles), ...own])];
    if (!known.includes(name)) {
      throw new ToolError('TARGET_INVALID', {
        en: `There is no profile of that name. Known: ${known.join(', ')}. Write profile://NAME/host, or describe a profile of your own in the config (profiles: { "profiled-service": { NAME: … } }).`,
        'zh-CN': `没有这个名称的规格。可用：${known.join('、')}。请写 profile://名称/主机，或在配置中自定义规格（profiles: { "profiled-service": { 名称: … } }）。`,
      });
    }
    return { baseUrl: readBaseUrl(read.asked.get('base') ?? host.join('/')), profile: name, ...routeOf(given) };
  },
});
