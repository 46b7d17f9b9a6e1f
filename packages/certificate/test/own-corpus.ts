import {
  algorithmOf, alternativeNames, authority, constraints, craft, der, explicitPolicy, extendedUsage, extension, inDays, keyNamed, keyUsage, mappings, noAuthority, oid, policies, usages,
  type Craft, type Hash, type KeyName,
} from './craft-certificate.ts';

/** A chain made by hand, and what RFC 5280, RFC 9525 and the rules of the CA/Browser Forum say of it. */
export interface OwnCase {
  readonly name: string;
  readonly chain: readonly Buffer[];
  readonly anchors: readonly Buffer[];
  /** Default `www.shop.test`. */
  readonly host?: string;
  /** The first cause; absent: nothing speaks against it. */
  readonly cause?: string;
  /** Judged by what clients other than OpenSSL demand: policies, and no deviation from DER and RFC 5280. */
  readonly strict?: true;
  /** Key of the first certificate, where a server can present it. */
  readonly key: KeyName;
}

const san = alternativeNames('dns:www.shop.test');
const serverUse = extendedUsage('server');
const signs = keyUsage(0);
const certifies = keyUsage(5, 6);

const rootParts: Craft = { subject: 'Root', issuer: 'Root', key: 'root', signer: 'root', extensions: [authority(), certifies], notBefore: inDays(-1_000), notAfter: inDays(1_000) };
const innerParts: Craft = { subject: 'Inner', issuer: 'Root', key: 'inner', signer: 'root', extensions: [authority(), certifies] };
const leafParts: Craft = { subject: 'leaf', issuer: 'Inner', key: 'leaf', signer: 'inner', extensions: [noAuthority, signs, serverUse, san] };

/** A chain of three that differs from a sound one in these parts. */
interface Deviation {
  readonly leaf?: Partial<Craft>;
  readonly inner?: Partial<Craft>;
  readonly root?: Partial<Craft>;
  readonly host?: string;
  readonly strict?: true;
}

function deviating(name: string, { leaf = {}, inner = {}, root = {}, ...rest }: Deviation, cause?: string): OwnCase {
  const [own, issuer, anchor] = [craft({ ...leafParts, ...leaf }), craft({ ...innerParts, ...inner }), craft({ ...rootParts, ...root })];
  return { name, chain: [own, issuer], anchors: [anchor], key: leaf.key ?? 'leaf', ...rest, ...(cause === undefined ? {} : { cause: `certificate/${cause}` }) };
}

const leafWith = (...extensions: readonly Buffer[]): Partial<Craft> => ({ extensions: [noAuthority, signs, serverUse, san, ...extensions] });
const innerWith = (...extensions: readonly Buffer[]): Partial<Craft> => ({ extensions: [authority(), certifies, ...extensions] });
const places = ['leaf', 'inner', 'root'] as const;

const dates: readonly OwnCase[] = places.flatMap((place) => [
  deviating(`the ${place} expired`, { [place]: { notBefore: inDays(-90), notAfter: inDays(-1) } }, 'expired'),
  deviating(`the ${place} is not valid yet`, { [place]: { notBefore: inDays(1), notAfter: inDays(90) } }, 'not-yet-valid'),
  deviating(`the ${place} is valid for an hour more`, { [place]: { notBefore: inDays(-90), notAfter: inDays(1 / 24) } }),
  deviating(`the ${place} is valid for an hour`, { [place]: { notBefore: inDays(-1 / 24), notAfter: inDays(90) } }),
  deviating(`the ${place} is valid until after 2050`, { [place]: { notAfter: new Date('2061-01-01T00:00:00Z') } }),
]);

/** Names in the certificate, the host, and whether they fit. */
const hosts: readonly (readonly [names: readonly string[], host: string, cause?: string])[] = [
  [['dns:www.shop.test'], 'WWW.Shop.Test'], [['dns:WWW.SHOP.TEST'], 'www.shop.test'], [['dns:www.shop.test'], 'www.shop.test.'],
  [['dns:*.shop.test'], 'www.shop.test'], [['dns:*.shop.test'], 'a-b.shop.test'], [['dns:*.shop.test'], 'xn--bcher-kva.shop.test'],
  [['dns:*.shop.test'], 'shop.test', 'name-mismatch'], [['dns:*.shop.test'], 'a.b.shop.test', 'name-mismatch'], [['dns:*.test'], 'shop.test', 'name-mismatch'],
  [['dns:*'], 'shop', 'name-mismatch'], [['dns:w*.shop.test'], 'www.shop.test', 'name-mismatch'], [['dns:*w.shop.test'], 'www.shop.test', 'name-mismatch'],
  [['dns:www.*.test'], 'www.shop.test', 'name-mismatch'], [['dns:*.*.test'], 'www.shop.test', 'name-mismatch'], [['dns:*.shop.test'], '*.shop.test', 'name-mismatch'],
  [['dns:other.test'], 'www.shop.test', 'name-mismatch'], [['dns:shop.test'], 'www.shop.test', 'name-mismatch'], [['dns:www.shop.test'], 'shop.test', 'name-mismatch'],
  [['dns:www.shop.test.'], 'www.shop.test', 'name-mismatch'], [['dns:other.test', 'dns:www.shop.test'], 'www.shop.test'], [['dns:wwwxshop.test'], 'www.shop.test', 'name-mismatch'],
  [['dns:www.shop.test.evil.test'], 'www.shop.test', 'name-mismatch'], [['email:www.shop.test'], 'www.shop.test', 'name-mismatch'], [['uri:http://www.shop.test/'], 'www.shop.test', 'name-mismatch'],
  [['ip:c0000207'], '192.0.2.7'], [['ip:c0000208'], '192.0.2.7', 'name-mismatch'], [['dns:192.0.2.7'], '192.0.2.7', 'name-mismatch'], [['dns:*.0.2.7'], '192.0.2.7', 'name-mismatch'],
  [['ip:20010db8000000000000000000000007'], '2001:db8::7'], [['ip:20010db8000000000000000000000007'], '[2001:db8::7]'], [['ip:20010db8000000000000000000000008'], '2001:db8::7', 'name-mismatch'],
  [['ip:00000000000000000000ffffc0000207'], '192.0.2.7', 'name-mismatch'], [['ip:c0000207'], 'www.shop.test', 'name-mismatch'], [['dns:xn--bcher-kva.test'], 'xn--bcher-kva.test'],
  [['dns:www_1.shop.test'], 'www_1.shop.test'], [['dns:www.shop.test', 'ip:c0000207'], '192.0.2.7'],
];
const names: readonly OwnCase[] = [
  ...hosts.map(([list, host, cause]) => deviating(`${list.join(' ')} for ${host}`, { host, leaf: { extensions: [noAuthority, signs, serverUse, alternativeNames(...list)] } }, cause)),
  deviating('the common name alone', { host: 'www.shop.test', leaf: { subject: 'www.shop.test', extensions: [noAuthority, signs, serverUse] } }, 'common-name-only'),
  deviating('another common name alone', { host: 'www.shop.test', leaf: { subject: 'other.test', extensions: [noAuthority, signs, serverUse] } }, 'name-mismatch'),
  deviating('no name at all', { host: 'www.shop.test', leaf: { subject: '', extensions: [noAuthority, signs, serverUse] } }, 'name-mismatch'),
];

/** Names in the certificate, a constraint, and whether the one lies in the other. */
const subtrees: readonly (readonly [name: string, constraint: string, inside: boolean, excluded?: boolean])[] = [
  ['dns:www.shop.test', 'dns:shop.test', true], ['dns:www.shop.test', 'dns:www.shop.test', true], ['dns:www.shop.test', 'dns:.shop.test', true], ['dns:www.shop.test', 'dns:test', true],
  ['dns:www.shop.test', 'dns:', true], ['dns:www.shop.test', 'dns:SHOP.TEST', true], ['dns:WWW.SHOP.TEST', 'dns:shop.test', true], ['dns:www.shop.test', 'dns:hop.test', false],
  ['dns:www.shop.test', 'dns:other.test', false], ['dns:shop.test', 'dns:.shop.test', false], ['dns:www.shop.test', 'dns:a.www.shop.test', false],
  // A wildcard stands for names on either side of it.
  ['dns:*.shop.test', 'dns:shop.test', true], ['dns:*.shop.test', 'dns:www.shop.test', false, true], ['dns:*.shop.test', 'dns:a.b.shop.test', false],
  ['ip:c0000207', 'ip:c0000200ffffff00', true], ['ip:c0000207', 'ip:c0000207ffffffff', true], ['ip:c0000207', 'ip:0000000000000000', true], ['ip:c0000207', 'ip:c0000300ffffff00', false],
  ['ip:c0000207', `ip:${'00'.repeat(32)}`, false], [`ip:20010db8${'00'.repeat(11)}07`, `ip:20010db8${'00'.repeat(12)}ffffffff${'00'.repeat(12)}`, true],
  [`ip:20010db9${'00'.repeat(11)}07`, `ip:20010db8${'00'.repeat(12)}ffffffff${'00'.repeat(12)}`, false],
  ['email:a@shop.test', 'email:a@shop.test', true], ['email:a@shop.test', 'email:shop.test', true], ['email:b@shop.test', 'email:a@shop.test', false], ['email:a@mail.shop.test', 'email:shop.test', false],
  ['email:a@mail.shop.test', 'email:.shop.test', true], ['email:a@shop.test', 'email:.shop.test', false],
  ['uri:https://www.shop.test/x', 'uri:www.shop.test', true], ['uri:https://www.shop.test:8443/x', 'uri:.shop.test', true], ['uri:https://www.shop.test/', 'uri:shop.test', false],
  ['uri:https://u@www.shop.test/', 'uri:.shop.test', true],
  ['dir:Shop', 'dir:Shop', true], ['dir:shop  ', 'dir:SHOP', true], ['dir:Other', 'dir:Shop', false],
];
const constrained: readonly OwnCase[] = subtrees.flatMap(([name, constraint, inside, excluded = inside]) => {
  const leaf = leafWith();
  const holding = { ...leaf, extensions: [noAuthority, signs, serverUse, alternativeNames(...(name.startsWith('dns:') ? [name] : [name, 'dns:www.shop.test']))] };
  const host = name.startsWith('dns:') ? name.slice(4).replace('*', 'www') : 'www.shop.test';
  // The subject is a directory name too, and has another organization than the constraint.
  const subject = name.startsWith('dir:') ? [['2.5.4.10', name.slice(4)] as const] : 'leaf';
  return (['inner', 'root'] as const).flatMap((place) => {
    const at = place === 'inner' ? innerWith : (...more: readonly Buffer[]): Partial<Craft> => ({ extensions: [authority(), certifies, ...more] });
    const below = place === 'root' && name.startsWith('dir:') ? { subject: [['2.5.4.10', name.slice(4)]] as const } : {};
    const issuer = 'subject' in below ? { issuer: below.subject } : {};
    const of = (rule: Buffer): Deviation => ({ leaf: { ...holding, subject, ...issuer }, inner: { ...innerWith(), ...below, ...(place === 'inner' ? at(rule) : {}) }, root: place === 'root' ? at(rule) : {}, host });
    return [
      deviating(`${name} where the ${place} permits ${constraint}`, of(constraints({ permitted: [constraint] })), inside ? undefined : 'name-constraint'),
      deviating(`${name} where the ${place} excludes ${constraint}`, of(constraints({ excluded: [constraint] })), excluded ? 'name-constraint' : undefined),
    ];
  });
});
const combined: readonly OwnCase[] = [
  deviating('excluded goes before permitted', { inner: innerWith(constraints({ permitted: ['dns:shop.test'], excluded: ['dns:www.shop.test'] })) }, 'name-constraint'),
  deviating('the second of two permitted', { inner: innerWith(constraints({ permitted: ['dns:a.test', 'dns:shop.test'] })) }),
  deviating('permitted by the intermediate and not by the root', { inner: innerWith(constraints({ permitted: ['dns:shop.test'] })), root: { extensions: [authority(), certifies, constraints({ permitted: ['dns:a.test'] })] } }, 'name-constraint'),
  deviating('a constraint on names of another kind', { inner: innerWith(constraints({ permitted: ['email:a.test'] })) }),
  deviating('the second name lies outside', { leaf: { extensions: [noAuthority, signs, serverUse, alternativeNames('dns:www.shop.test', 'dns:a.test')] }, inner: innerWith(constraints({ permitted: ['dns:shop.test'] })) }, 'name-constraint'),
  deviating('a common name that is a host outside, without other names', { host: 'a.test', leaf: { subject: 'a.test', extensions: [noAuthority, signs, serverUse] }, inner: innerWith(constraints({ permitted: ['dns:shop.test'] })) }, 'common-name-only'),
];

const uses: readonly (readonly (keyof typeof usages)[])[] = [[], ['server'], ['client'], ['server', 'client'], ['code']];
const allows = (list: readonly string[]): boolean => list.length === 0 || list.includes('server');
const usageCases: readonly OwnCase[] = [
  ...uses.flatMap((own) => uses.flatMap((issuers) => uses.slice(0, 3).map((roots) => deviating(`extended usage ${own.join(', ') || 'free'} under ${issuers.join(', ') || 'free'} under ${roots.join(', ') || 'free'}`, {
    leaf: { extensions: [noAuthority, signs, san, ...(own.length === 0 ? [] : [extendedUsage(...own)])] },
    inner: innerWith(...(issuers.length === 0 ? [] : [extendedUsage(...issuers)])),
    root: { extensions: [authority(), certifies, ...(roots.length === 0 ? [] : [extendedUsage(...roots)])] },
  }, allows(own) && allows(issuers) && allows(roots) ? undefined : 'wrong-usage')))),
  ...Array.from({ length: 9 }, (_, bit) => deviating(`key usage bit ${bit} alone`, { leaf: { extensions: [noAuthority, keyUsage(bit), serverUse, san] } }, bit === 0 || bit === 2 || bit === 4 ? undefined : 'wrong-usage')),
  deviating('no key usage', { leaf: { extensions: [noAuthority, serverUse, san] } }),
  deviating('no basic constraints on the leaf', { leaf: { extensions: [signs, serverUse, san] } }),
  deviating('an intermediate that is no authority', { inner: { extensions: [noAuthority, certifies] } }, 'wrong-usage'),
  deviating('an intermediate without basic constraints', { inner: { extensions: [certifies] } }, 'wrong-usage'),
  deviating('an intermediate that may not certify', { inner: { extensions: [authority(), keyUsage(0, 6)] } }, 'wrong-usage'),
  deviating('an intermediate without key usage', { inner: { extensions: [authority()] } }),
  deviating('an intermediate of version 1', { inner: { version: 0, extensions: [] } }, 'wrong-usage'),
  deviating('a root of version 1', { root: { version: 0, extensions: [] } }),
  deviating('a root that is no authority', { root: { extensions: [noAuthority, certifies] } }, 'wrong-usage'),
  deviating('a root that may not certify', { root: { extensions: [authority(), keyUsage(6)] } }, 'wrong-usage'),
];

/** A chain with so many intermediates, the first of which allows `limit` below it. */
function long(intermediates: number, limit: number, selfIssued: boolean): OwnCase {
  const keys: readonly KeyName[] = ['inner', 'second', 'third', 'other'];
  const nameAt = (index: number): string => (selfIssued ? 'Inner' : `Inner ${index}`);
  const chain: Buffer[] = [];
  for (let index = 0; index < intermediates; index++) {
    const top = index === 0;
    chain.unshift(craft({
      subject: nameAt(index), issuer: top ? 'Root' : nameAt(index - 1), key: keys[index] ?? 'inner', signer: top ? 'root' : keys[index - 1] ?? 'inner',
      extensions: [top ? authority(limit) : authority(), certifies],
    }));
  }
  chain.unshift(craft({ ...leafParts, issuer: nameAt(intermediates - 1), signer: keys[intermediates - 1] ?? 'inner' }));
  const follow = selfIssued ? 0 : intermediates - 1;
  return { name: `${intermediates} intermediates${selfIssued ? ' of one name' : ''} where ${limit} may follow`, chain, anchors: [craft(rootParts)], key: 'leaf', ...(follow > limit ? { cause: 'certificate/path-length' } : {}) };
}
const lengths: readonly OwnCase[] = [1, 2, 3, 4].flatMap((intermediates) => [0, 1, 2].flatMap((limit) => [long(intermediates, limit, false), long(intermediates, limit, true)]));

const signed = (place: 'leaf' | 'inner' | 'root', hash: Hash, cause?: string): OwnCase => {
  const [signer, below] = place === 'leaf' ? ['rsa-2048', { inner: { key: 'rsa-2048' } }] as const : ['rsa-2048', { root: { key: 'rsa-2048', signer: 'rsa-2048' } }] as const;
  return deviating(`the ${place} is signed with ${hash}`, place === 'leaf' ? { ...below, leaf: { signer, hash } } : { root: { key: 'rsa-2048', signer: 'rsa-2048', ...(place === 'root' ? { hash } : {}) }, inner: { signer, ...(place === 'inner' ? { hash } : {}) } }, cause);
};
const algorithms: readonly OwnCase[] = [
  ...(['leaf', 'inner', 'root'] as const).flatMap((place) => (['sha256', 'sha384', 'sha512', 'sha1', 'md5'] as const).map((hash) => signed(place, hash, place !== 'root' && (hash === 'sha1' || hash === 'md5') ? 'weak-signature' : undefined))),
  deviating('the leaf has RSA 1024', { leaf: { key: 'rsa-1024' } }, 'weak-key'), deviating('the leaf has RSA 2048', { leaf: { key: 'rsa-2048' } }), deviating('the leaf has P-384', { leaf: { key: 'p-384' } }),
  deviating('the leaf has P-192', { leaf: { key: 'p-192' } }, 'weak-key'), deviating('the leaf has Ed25519', { leaf: { key: 'ed25519' } }),
  deviating('the intermediate has RSA 1024', { inner: { key: 'rsa-1024' }, leaf: { signer: 'rsa-1024' } }, 'weak-key'),
  deviating('the root has RSA 1024', { root: { key: 'rsa-1024', signer: 'rsa-1024' }, inner: { signer: 'rsa-1024' } }, 'weak-key'),
  deviating('ECDSA with SHA-1 on the leaf', { leaf: { hash: 'sha1' } }, 'weak-signature'), deviating('the intermediate has Ed25519', { inner: { key: 'ed25519' }, leaf: { signer: 'ed25519' } }),
];

const garbage = Buffer.of(0x0c, 1, 0x41);
const known = ['2.5.29.14', '2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.30', '2.5.29.35', '2.5.29.37'];
const ofPolicies = ['2.5.29.32', '2.5.29.33', '2.5.29.36', '2.5.29.54'];
const extensionFree = { leaf: { '2.5.29.15': [noAuthority, serverUse, san], '2.5.29.17': [noAuthority, signs, serverUse], '2.5.29.19': [signs, serverUse, san], '2.5.29.37': [noAuthority, signs, san] }, inner: { '2.5.29.15': [authority()], '2.5.29.19': [certifies] } } as const;
const without = (place: 'leaf' | 'inner', id: string): readonly Buffer[] => {
  const table: { readonly [id: string]: readonly Buffer[] } = extensionFree[place];
  return table[id] ?? (place === 'leaf' ? [noAuthority, signs, serverUse, san] : [authority(), certifies]);
};
const at = (place: 'leaf' | 'inner', parts: Partial<Craft>): Deviation => ({ [place]: parts });
const strictly = (place: 'leaf' | 'inner', parts: Partial<Craft>): Deviation => ({ [place]: parts, strict: true });
const malformed: readonly OwnCase[] = (['leaf', 'inner'] as const).flatMap((place) => [
  ...known.map((id) => deviating(`${id} of the ${place} holds a text`, at(place, { extensions: [...without(place, id), extension(id, garbage)] }), 'malformed-certificate')),
  ...ofPolicies.map((id) => deviating(`${id} of the ${place} holds a text`, strictly(place, { extensions: [...without(place, id), extension(id, garbage)] }), 'malformed-certificate')),
  deviating(`the ${place} has an extension twice`, at(place, place === 'leaf' ? leafWith(san) : innerWith(certifies)), 'malformed-certificate'),
  deviating(`the ${place} has a negative serial number`, strictly(place, { serial: Buffer.of(0x80, 1) }), 'malformed-certificate'),
  deviating(`the ${place} has a serial number of 21 octets`, strictly(place, { serial: Buffer.alloc(21, 0x11) }), 'malformed-certificate'),
  deviating(`the ${place} has a serial number of 20 octets`, strictly(place, { serial: Buffer.alloc(20, 0x11) })),
  deviating(`the ${place} names another algorithm inside`, at(place, { innerAlgorithm: algorithmOf(keyNamed('inner'), 'sha384') }), 'malformed-certificate'),
  deviating(`the ${place} has version 1 and extensions`, strictly(place, { version: 0 }), 'malformed-certificate'),
  deviating(`the ${place} has version 2 and extensions`, strictly(place, { version: 1 }), 'malformed-certificate'),
  deviating(`the ${place} has version 4`, strictly(place, { version: 3 }), 'malformed-certificate'),
]);
const malformedDates: readonly OwnCase[] = ['2601010000Z', '260101000000+0100', '2601010000', 'yesterday', ''].map((text) =>
  deviating(`the leaf begins at "${text}"`, { leaf: { notBefore: der(0x17, Buffer.from(text)) } }, 'malformed-certificate'));

const unknown = '1.3.6.1.4.1.32473.1';
const critical: readonly OwnCase[] = places.flatMap((place) => {
  const parts = (extra: Buffer): Deviation => ({ [place]: place === 'leaf' ? leafWith(extra) : innerWith(extra) });
  return [
    deviating(`the ${place} has an unknown critical extension`, parts(extension(unknown, der(0x05), true)), 'unknown-critical-extension'),
    deviating(`the ${place} has an unknown extension`, parts(extension(unknown, der(0x05)))),
    deviating(`the ${place} has a critical poison of Certificate Transparency`, parts(extension('1.3.6.1.4.1.11129.2.4.3', der(0x05), true)), 'unknown-critical-extension'),
  ];
});

const [p1, p2, anyPolicy] = ['1.2.3.1', '1.2.3.2', '2.5.29.32.0'];
const underPolicies = (name: string, leaf: readonly Buffer[], inner: readonly Buffer[], sound: boolean): OwnCase =>
  ({ ...deviating(name, { leaf: leafWith(...leaf), inner: innerWith(...inner), strict: true }), ...(sound ? {} : { cause: 'certificate/trust#invalid-path' }) });
const policyCases: readonly OwnCase[] = [
  underPolicies('one policy demanded and carried', [policies(p1)], [policies(p1), explicitPolicy(0)], true),
  underPolicies('one demanded, another carried', [policies(p2)], [policies(p1), explicitPolicy(0)], false),
  underPolicies('one demanded, none carried', [], [policies(p1), explicitPolicy(0)], false),
  underPolicies('demanded later than the path reaches', [], [policies(p1), explicitPolicy(5)], true),
  underPolicies('any policy above', [policies(p2)], [policies(anyPolicy), explicitPolicy(0)], true),
  underPolicies('any policy below', [policies(anyPolicy)], [policies(p1), explicitPolicy(0)], true),
  underPolicies('mapped', [policies(p2)], [policies(p1), mappings([p1, p2]), explicitPolicy(0)], true),
  underPolicies('mapped away', [policies(p1)], [policies(p1), mappings([p1, p2]), explicitPolicy(0)], false),
  underPolicies('mapped from any policy', [policies(p1)], [policies(p1), mappings([anyPolicy, p1])], false),
];

const root = craft(rootParts);
const inner = craft(innerParts);
const leaf = craft(leafParts);
const otherInner = craft({ ...innerParts, key: 'other' });
const foreign = craft({ ...rootParts, subject: 'Foreign', issuer: 'Foreign', key: 'other', signer: 'other' });
const made = (name: string, chain: readonly Buffer[], anchors: readonly Buffer[], cause?: string): OwnCase => ({ name, chain, anchors, key: 'leaf', ...(cause === undefined ? {} : { cause: `certificate/${cause}` }) });
const young = craft({ ...rootParts, subject: 'Young', issuer: 'Young', key: 'second', signer: 'second' });
const underYoung = craft({ ...innerParts, issuer: 'Young', signer: 'second' });
const youngByRoot = (notAfter: Date): Buffer => craft({ ...rootParts, subject: 'Young', issuer: 'Root', key: 'second', signer: 'root', notAfter });
const self = (extra: Partial<Craft> = {}): Buffer => craft({ ...leafParts, subject: 'www.shop.test', issuer: 'www.shop.test', signer: 'leaf', ...extra });
const ownSignature = self();
const chains: readonly OwnCase[] = [
  made('sound', [leaf, inner], [root]), made('with the root', [leaf, inner, root], [root]), made('in the wrong order', [leaf, root, inner], [root]),
  made('with a stranger', [leaf, foreign, inner], [root]), made('the leaf twice', [leaf, leaf, inner], [root]), made('directly under the root', [craft({ ...leafParts, issuer: 'Root', signer: 'root' })], [root]),
  made('without the intermediate', [leaf], [root], 'incomplete-chain'), made('under nothing', [leaf, inner], [foreign], 'incomplete-chain'), made('under an unknown root', [leaf, inner, root], [foreign], 'unknown-root'),
  made('self-signed', [self()], [root], 'self-signed'), made('self-signed and trusted', [ownSignature], [ownSignature]), made('self-issued by another key', [craft({ ...leafParts, subject: 'leaf', issuer: 'leaf', signer: 'other' })], [root], 'incomplete-chain'),
  made('the intermediate has another key', [leaf, otherInner], [root], 'wrong-issuer-key'), made('the right intermediate after a wrong one', [leaf, otherInner, inner], [root]),
  made('a root of the same name with another key', [leaf, inner], [craft({ ...rootParts, key: 'other', signer: 'other' })], 'wrong-issuer-key'),
  made('the right root after one of the same name', [leaf, inner], [craft({ ...rootParts, key: 'other', signer: 'other' }), root]),
  made('a flipped bit in the signature of the leaf', [craft({ ...leafParts, spoil: (whole) => Buffer.concat([whole.subarray(0, -1), Buffer.of((whole.at(-1) ?? 0) ^ 1)]) }), inner], [root], 'wrong-issuer-key'),
  made('cross-signed by a trusted root', [leaf, underYoung, youngByRoot(inDays(90))], [root]), made('cross-signed, and trusted itself', [leaf, underYoung, youngByRoot(inDays(90))], [root, young]),
  made('an expired cross-signature, and trusted itself', [leaf, underYoung, youngByRoot(inDays(-1))], [root, young]), made('an expired cross-signature', [leaf, underYoung, youngByRoot(inDays(-1))], [root], 'expired'),
  made('an expired intermediate beside a valid one', [leaf, craft({ ...innerParts, notBefore: inDays(-90), notAfter: inDays(-1) }), inner], [root]),
  made('an intermediate for clients beside one for servers', [leaf, craft({ ...innerParts, ...innerWith(extendedUsage('client')) }), inner], [root]),
  made('a constrained intermediate beside a free one', [leaf, craft({ ...innerParts, ...innerWith(constraints({ permitted: ['dns:a.test'] })) }), inner], [root]),
  made('issued by another leaf', [craft({ ...leafParts, issuer: 'leaf', subject: 'www', key: 'other', signer: 'leaf' }), leaf, inner], [root], 'wrong-usage'),
  made('names that differ in case and blanks', [craft({ ...leafParts, issuer: 'INNER' }), craft({ ...innerParts, subject: ' inner ' })], [root]),
  made('names that differ', [craft({ ...leafParts, issuer: 'Inner 2' }), inner], [root], 'incomplete-chain'),
  made('bytes after the leaf', [Buffer.concat([leaf, Buffer.of(0)]), inner], [root], 'malformed-certificate'), made('half a leaf', [leaf.subarray(0, leaf.length / 2), inner], [root], 'malformed-certificate'),
  made('expired and for another host', [craft({ ...leafParts, ...leafWith(), notBefore: inDays(-9), notAfter: inDays(-1) }), inner], [root], 'expired'),
  made('expired under an unknown root', [craft({ ...leafParts, notBefore: inDays(-9), notAfter: inDays(-1) }), inner, root], [foreign], 'unknown-root'),
];

/** A curve with its parameters written out, as OpenSSL's `-param_enc explicit` does it. */
const explicit = keyNamed('leaf').spki;
const spelled = der(0x30, der(0x30, oid('1.2.840.10045.2.1'), der(0x30, der(0x02, Buffer.of(1)))), explicit.subarray(-68));
const keys: readonly OwnCase[] = [{ ...deviating('a curve that is spelt out', { leaf: { spki: spelled } }, 'malformed-certificate') }];

/** Deterministic but for the keys: the verdict depends on no random. */
export const ownCorpus: readonly OwnCase[] = [...dates, ...names, ...constrained, ...combined, ...usageCases, ...lengths, ...algorithms, ...malformed, ...malformedDates, ...critical, ...policyCases, ...chains, ...keys];
