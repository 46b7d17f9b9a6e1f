import { words, type Provider } from './provider.ts';

/* Rows of tests/data/storage-endpoints.json, which names the source of each. */

export const regional: readonly Provider[] = [
  {
    id: 'ionos', name: { en: 'IONOS', 'zh-CN': 'IONOS' },
    forms: [
      { host: 's3.{region}.ionoscloud.com', kind: 's3', addressing: ['path', 'virtual'], signatures: ['sigv4'], regions: words('de eu-central-2 eu-central-3 eu-central-4 eu-south-2 us-central-1') },
    ],
  },
  {
    id: 'impossible', name: { en: 'Impossible Cloud', 'zh-CN': 'Impossible Cloud' },
    forms: [
      { host: '{region}.storage.impossibleapi.net', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('eu-central-2 eu-west-1 eu-west-2 eu-west-3 eu-east-1 eu-north-1 us-east-1') },
    ],
  },
  {
    id: 'selectel', name: { en: 'Selectel', 'zh-CN': 'Selectel' },
    forms: [
      { host: 's3.{region}.storage.selcloud.ru', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('ru-1 ru-3 ru-7 gis-1 kz-1 uz-2') },
    ],
  },
  {
    id: 'outscale', name: { en: 'Outscale', 'zh-CN': 'Outscale' },
    forms: [
      { host: 'oos.{region}.outscale.com', kind: 's3', addressing: ['path'], signatures: ['sigv4'], regions: words('eu-west-2 us-east-2 us-west-1 cloudgouv-eu-west-1 ap-northeast-1') },
    ],
  },
  {
    id: 'arvancloud', name: { en: 'ArvanCloud', 'zh-CN': 'ArvanCloud' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['path'], signatures: ['sigv4'], hosts: words('s3.ir-thr-at1.arvanstorage.ir s3.ir-tbz-sh1.arvanstorage.ir') },
    ],
  },
  {
    id: 'bizflycloud', name: { en: 'BizflyCloud', 'zh-CN': 'BizflyCloud' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['path'], signatures: ['sigv4'], hosts: words('hn.ss.bfcplatform.vn hcm.ss.bfcplatform.vn') },
    ],
  },
  {
    id: 'cubbit', name: { en: 'Cubbit', 'zh-CN': 'Cubbit' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('s3.cubbit.eu s3.{tenant_name}.cubbit.eu') },
    ],
  },
  {
    id: 'dreamhost', name: { en: 'DreamObjects', 'zh-CN': 'DreamObjects' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('objects-us-east-1.dream.io') },
    ],
  },
  {
    id: 'filelu', name: { en: 'FileLu S5', 'zh-CN': 'FileLu S5' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['path'], signatures: ['sigv4'], hosts: words('s5lu.com us.s5lu.com eu.s5lu.com ap.s5lu.com me.s5lu.com') },
    ],
  },
  {
    id: 'intercolo', name: { en: 'Intercolo', 'zh-CN': 'Intercolo' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('de-fra.i3storage.com') },
    ],
  },
  {
    id: 'leviia', name: { en: 'Leviia', 'zh-CN': 'Leviia' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('s3.leviia.com') },
    ],
  },
  {
    id: 'liara', name: { en: 'Liara', 'zh-CN': 'Liara' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['path'], signatures: ['sigv4'], hosts: words('storage.iran.liara.space') },
    ],
  },
  {
    id: 'magalu', name: { en: 'Magalu', 'zh-CN': 'Magalu' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['path'], signatures: ['sigv4'], hosts: words('br-se1.magaluobjects.com br-ne1.magaluobjects.com') },
    ],
  },
  {
    id: 'mega', name: { en: 'MEGA S4', 'zh-CN': 'MEGA S4' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['path'], signatures: ['sigv4'], hosts: words('s3.eu-luxembourg-1.megas4.com s3.eu-luxembourg-2.megas4.com s3.eu-amsterdam-1.megas4.com s3.eu-amsterdam-2.megas4.com s3.eu-paris-1.megas4.com s3.eu-paris-2.megas4.com s3.eu-barcelona-1.megas4.com s3.eu-barcelona-2.megas4.com s3.ca-montreal-1.megas4.com s3.ca-montreal-2.megas4.com s3.ca-vancouver-1.megas4.com s3.ca-vancouver-2.megas4.com s3.ap-tokyo-1.megas4.com s3.ap-tokyo-2.megas4.com') },
    ],
  },
  {
    id: 'petabox', name: { en: 'Petabox', 'zh-CN': 'Petabox' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('s3.petabox.io s3.us-east-1.petabox.io s3.eu-central-1.petabox.io s3.ap-southeast-1.petabox.io s3.me-south-1.petabox.io s3.sa-east-1.petabox.io') },
    ],
  },
  {
    id: 'rabata', name: { en: 'Rabata', 'zh-CN': 'Rabata' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('s3.us-east-1.rabata.io s3.eu-west-1.rabata.io s3.eu-west-2.rabata.io') },
    ],
  },
  {
    id: 'rackcorp', name: { en: 'RackCorp', 'zh-CN': 'RackCorp' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('s3.rackcorp.com au.s3.rackcorp.com au-nsw.s3.rackcorp.com au-qld.s3.rackcorp.com au-vic.s3.rackcorp.com au-wa.s3.rackcorp.com ph.s3.rackcorp.com th.s3.rackcorp.com hk.s3.rackcorp.com mn.s3.rackcorp.com kg.s3.rackcorp.com id.s3.rackcorp.com jp.s3.rackcorp.com sg.s3.rackcorp.com de.s3.rackcorp.com us.s3.rackcorp.com us-east-1.s3.rackcorp.com us-west-1.s3.rackcorp.com nz.s3.rackcorp.com') },
    ],
  },
  {
    id: 'servercore', name: { en: 'Servercore', 'zh-CN': 'Servercore' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('s3.ru-1.storage.selcloud.ru s3.gis-1.storage.selcloud.ru s3.ru-7.storage.selcloud.ru s3.uz-2.srvstorage.uz s3.kz-1.srvstorage.kz') },
    ],
  },
  {
    id: 'zata', name: { en: 'Zata', 'zh-CN': 'Zata' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('idr01.zata.ai') },
    ],
  },
  {
    id: 'zeroservices', name: { en: 'ZeroServices', 'zh-CN': 'ZeroServices' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['path'], signatures: ['sigv4'], hosts: words('fra1.s3.zeroservices.eu fra.s3.zeroservices.eu eyl1.s3.zeroservices.eu') },
    ],
  },
  {
    id: 'lyvecloud', name: { en: 'Seagate Lyve Cloud', 'zh-CN': '希捷 Lyve Cloud' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('s3.us-west-1.{account_name}.lyve.seagate.com s3.eu-west-1.{account_name}.lyve.seagate.com') },
    ],
  },
];
