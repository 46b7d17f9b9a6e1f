import { BlockList, isIP } from 'node:net';
import { ToolError, type Destination, type Permits } from '@culprit/core';
import { isPrivateName, reachedAddress, specialPurpose } from '@culprit/network';

/** Rules are written `10.0.0.0/8`, `192.0.2.1:8443`, `[fd00::]/8`, `*.example.com`, `api.example:443` or `:25`. */
export interface OutboundRules {
  /** What may be connected to beside the public Internet. */
  readonly allow: readonly string[];
  /** What may not, whatever else is allowed. */
  readonly deny: readonly string[];
}

/** Public by the registries, and inside of every virtual machine of Azure the way to its host: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 */
const insideOfClouds: ReadonlySet<string> = new Set(['168.63.129.16']);

type Rule = (destination: Destination & { readonly reached: string | undefined }) => boolean;

/**
 * Where people who are not the administrator may send this machine: the public Internet, and what the administrator allows.
 * Denial wins. Judged by the address that is about to be connected to, whatever name or spelling led to it; a name that a
 * proxy will look up is judged as a name.
 * @throws ToolError (`CONFIG_INVALID`) for a rule that can't be read.
 */
export function outboundPolicy({ allow, deny }: OutboundRules): Permits {
  const [allowed, denied] = [allow.map(readRule), deny.map(readRule)];
  return (destination) => {
    const asked = { ...destination, reached: reachedAddress(destination.address ?? destination.host) };
    if (denied.some((rule) => rule(asked))) return false;
    if (allowed.some((rule) => rule(asked))) return true;
    return asked.reached === undefined ? destination.address === undefined && !isPrivateName(destination.host) : specialPurpose(asked.reached) === undefined && !insideOfClouds.has(asked.reached);
  };
}

function readRule(text: string): Rule {
  const { subject, port } = splitPort(text.trim());
  const judge = subject === '' ? () => true : addressRule(subject) ?? nameRule(subject);
  if (judge === undefined || (subject === '' && port === undefined)) {
    throw new ToolError('CONFIG_INVALID', {
      en: `The outbound rule ${JSON.stringify(text)} can't be read. Write an address, a range, a name or a port: 10.0.0.0/8, 192.0.2.1:8443, [fd00::]/8, *.example.com, :25.`,
      'zh-CN': `无法识别出站规则 ${JSON.stringify(text)}。请写成地址、网段、名称或端口，例如 10.0.0.0/8、192.0.2.1:8443、[fd00::]/8、*.example.com、:25。`,
    });
  }
  return (destination) => (port === undefined || destination.port === port) && judge(destination);
}

/** Takes a final `:port` off, which an IPv6 address without brackets can't have. */
function splitPort(text: string): { readonly subject: string; readonly port?: number } {
  const [, subject, digits] = /^((?:\[[^\]]*\](?:\/\d{1,3})?)|[^:]*):(\d{1,5})$/.exec(text) ?? [];
  return subject === undefined ? { subject: text } : { subject, port: Number(digits) };
}

function addressRule(subject: string): Rule | undefined {
  const [, address = '', length] = /^\[?([0-9a-f:.]+)\]?(?:\/(\d{1,3}))?$/i.exec(subject) ?? [];
  const family = isIP(address);
  const whole = family === 4 ? 32 : 128;
  const prefix = length === undefined ? whole : Number(length);
  if (family === 0 || prefix > whole) return undefined;
  const range = new BlockList();
  range.addSubnet(address, prefix, typeOf(address));
  return ({ reached }) => reached !== undefined && isIP(reached) === family && range.check(reached, typeOf(reached));
}

const typeOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

function nameRule(subject: string): Rule | undefined {
  const name = withoutDot(subject).toLowerCase();
  if (!/^(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/.test(name) || /(?:^|\.)[\d-]+$/.test(name)) return undefined;
  const below = name.startsWith('*.') ? name.slice(1) : undefined;
  return ({ host }) => {
    const asked = withoutDot(host).toLowerCase();
    return below === undefined ? asked === name : asked.endsWith(below) && asked.length > below.length;
  };
}

const withoutDot = (name: string): string => name.replace(/\.$/, '');
