import { words, type Provider } from './provider.ts';

/* Rows of tests/data/storage-endpoints.json, which names the source of each. */

export const worldwide: readonly Provider[] = [
  {
    id: 'cloudflare-r2', name: { en: 'Cloudflare R2', 'zh-CN': 'Cloudflare R2' },
    forms: [
      { host: '{account}.r2.cloudflarestorage.com', kind: 's3', addressing: ['path', 'virtual'], signatures: ['sigv4'], regions: words('auto'), names: ['*.r2.cloudflarestorage.com', '{account}.r2.cloudflarestorage.com'] },
      { host: '{account}.{jurisdiction}.r2.cloudflarestorage.com', kind: 'jurisdiction', addressing: ['path', 'virtual'], signatures: ['sigv4'], regions: words('eu fedramp'), names: ['*.{jurisdiction}.r2.cloudflarestorage.com'] },
      { host: 'pub-{hash}.r2.dev', kind: 'cdn', addressing: ['virtual'], signatures: ['sigv4'], regionsOpen: true },
    ],
  },
  {
    id: 'backblaze-b2', name: { en: 'Backblaze B2', 'zh-CN': 'Backblaze B2' },
    forms: [
      { host: 's3.{region}.backblazeb2.com', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('us-west-000 us-west-001 us-west-002 us-west-004 us-east-005 eu-central-003 ca-east-006'), names: ['*.s3.{region}.backblazeb2.com'] },
      { host: 'api.backblazeb2.com', kind: 'native', addressing: ['path'], signatures: ['b2'], regionsOpen: true },
    ],
  },
  {
    id: 'wasabi', name: { en: 'Wasabi', 'zh-CN': 'Wasabi' },
    forms: [
      { host: 's3.{region}.wasabisys.com', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4', 'sigv2'], regions: words('ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-central-2 eu-south-1 eu-west-1 eu-west-2 eu-west-3 us-central-1 us-east-1 us-east-2 us-west-1 us-west-2'), names: ['*.s3.{region}.wasabisys.com'] },
    ],
  },
  {
    id: 'digitalocean-spaces', name: { en: 'DigitalOcean Spaces', 'zh-CN': 'DigitalOcean Spaces' },
    forms: [
      { host: '{region}.digitaloceanspaces.com', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4', 'sigv2'], regions: words('syd1 sfo3 sfo2 fra1 nyc3 ams3 sgp1 lon1 tor1 blr1'), names: ['*.{region}.digitaloceanspaces.com'] },
      { host: '{bucket}.{region}.cdn.digitaloceanspaces.com', kind: 'cdn', addressing: ['virtual'], signatures: ['sigv4'], regions: words('syd1 sfo3 sfo2 fra1 nyc3 ams3 sgp1 lon1 tor1 blr1') },
    ],
  },
  {
    id: 'gcs', name: { en: 'Google Cloud Storage', 'zh-CN': 'Google Cloud Storage' },
    forms: [
      { host: 'storage.googleapis.com', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4', 'goog4', 'sigv2'], regions: words('auto us-east-1'), names: ['*.storage.googleapis.com'] },
    ],
  },
  {
    id: 'linode', name: { en: 'Linode Object Storage', 'zh-CN': 'Linode Object Storage' },
    forms: [
      { host: '{region}.linodeobjects.com', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('ap-south-1 au-mel-1 br-gru-1 de-fra-1 es-mad-1 eu-central-1 fr-par-1 fr-par-13 gb-lon-1 id-cgk-1 in-bom-1 in-maa-1 it-mil-1 jp-osa-1 jp-tyo-1 nl-ams-1 se-sto-1 sg-sin-1 us-east-1 us-iad-10 us-iad-18 us-lax-1 us-lax-4 us-mia-1 us-ord-1 us-ord-10 us-sea-1 us-sea-9 us-southeast-1'), names: ['*.{region}.linodeobjects.com'] },
    ],
  },
  {
    id: 'scaleway', name: { en: 'Scaleway', 'zh-CN': 'Scaleway' },
    forms: [
      { host: 's3.{region}.scw.cloud', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('nl-ams fr-par pl-waw'), names: ['*.s3.{region}.scw.cloud', 's3.{region}.scw.cloud', '*.s3-website.{region}.scw.cloud', 's3-website.{region}.scw.cloud'], observed: true },
    ],
  },
  {
    id: 'ovh', name: { en: 'OVHcloud', 'zh-CN': 'OVHcloud' },
    forms: [
      { host: 's3.{region}.io.cloud.ovh.net', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('gra rbx sbg eu-west-par de uk waw bhs ca-east-tor sgp ap-southeast-syd ap-south-mum rbx-archive eu-south-mil'), names: ['*.s3.{region}.io.cloud.ovh.net'] },
      { host: 's3.{region}.io.cloud.ovh.us', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('us-east-va us-west-or') },
    ],
  },
  {
    id: 'ibm-cos', name: { en: 'IBM Cloud Object Storage', 'zh-CN': 'IBM Cloud Object Storage' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4', 'ibm-iam'], hosts: words('s3.us.cloud-object-storage.appdomain.cloud s3.dal.us.cloud-object-storage.appdomain.cloud s3.wdc.us.cloud-object-storage.appdomain.cloud s3.sjc.us.cloud-object-storage.appdomain.cloud s3.private.us.cloud-object-storage.appdomain.cloud s3.private.dal.us.cloud-object-storage.appdomain.cloud s3.private.wdc.us.cloud-object-storage.appdomain.cloud s3.private.sjc.us.cloud-object-storage.appdomain.cloud s3.us-east.cloud-object-storage.appdomain.cloud s3.private.us-east.cloud-object-storage.appdomain.cloud s3.us-south.cloud-object-storage.appdomain.cloud s3.private.us-south.cloud-object-storage.appdomain.cloud s3.eu.cloud-object-storage.appdomain.cloud s3.fra.eu.cloud-object-storage.appdomain.cloud s3.mil.eu.cloud-object-storage.appdomain.cloud s3.ams.eu.cloud-object-storage.appdomain.cloud s3.private.eu.cloud-object-storage.appdomain.cloud s3.private.fra.eu.cloud-object-storage.appdomain.cloud s3.private.mil.eu.cloud-object-storage.appdomain.cloud s3.private.ams.eu.cloud-object-storage.appdomain.cloud s3.eu-gb.cloud-object-storage.appdomain.cloud s3.private.eu-gb.cloud-object-storage.appdomain.cloud s3.eu-de.cloud-object-storage.appdomain.cloud s3.private.eu-de.cloud-object-storage.appdomain.cloud s3.ap.cloud-object-storage.appdomain.cloud s3.tok.ap.cloud-object-storage.appdomain.cloud s3.hkg.ap.cloud-object-storage.appdomain.cloud s3.seo.ap.cloud-object-storage.appdomain.cloud s3.private.ap.cloud-object-storage.appdomain.cloud s3.private.tok.ap.cloud-object-storage.appdomain.cloud s3.private.hkg.ap.cloud-object-storage.appdomain.cloud s3.private.seo.ap.cloud-object-storage.appdomain.cloud s3.jp-tok.cloud-object-storage.appdomain.cloud s3.private.jp-tok.cloud-object-storage.appdomain.cloud s3.au-syd.cloud-object-storage.appdomain.cloud s3.private.au-syd.cloud-object-storage.appdomain.cloud s3.ams03.cloud-object-storage.appdomain.cloud s3.private.ams03.cloud-object-storage.appdomain.cloud s3.che01.cloud-object-storage.appdomain.cloud s3.private.che01.cloud-object-storage.appdomain.cloud s3.mel01.cloud-object-storage.appdomain.cloud s3.private.mel01.cloud-object-storage.appdomain.cloud s3.osl01.cloud-object-storage.appdomain.cloud s3.private.osl01.cloud-object-storage.appdomain.cloud s3.tor01.cloud-object-storage.appdomain.cloud s3.private.tor01.cloud-object-storage.appdomain.cloud s3.seo01.cloud-object-storage.appdomain.cloud s3.private.seo01.cloud-object-storage.appdomain.cloud s3.mon01.cloud-object-storage.appdomain.cloud s3.private.mon01.cloud-object-storage.appdomain.cloud s3.mex01.cloud-object-storage.appdomain.cloud s3.private.mex01.cloud-object-storage.appdomain.cloud s3.sjc04.cloud-object-storage.appdomain.cloud s3.private.sjc04.cloud-object-storage.appdomain.cloud s3.mil01.cloud-object-storage.appdomain.cloud s3.private.mil01.cloud-object-storage.appdomain.cloud s3.hkg02.cloud-object-storage.appdomain.cloud s3.private.hkg02.cloud-object-storage.appdomain.cloud s3.par01.cloud-object-storage.appdomain.cloud s3.private.par01.cloud-object-storage.appdomain.cloud s3.sng01.cloud-object-storage.appdomain.cloud s3.private.sng01.cloud-object-storage.appdomain.cloud') },
    ],
  },
  {
    id: 'oracle-oci', name: { en: 'Oracle OCI', 'zh-CN': 'Oracle OCI' },
    forms: [
      { host: '{namespace}.compat.objectstorage.{region}.oci.customer-oci.com', kind: 's3', addressing: ['path'], signatures: ['sigv4'], regions: words('us-ashburn-1 us-phoenix-1 eu-frankfurt-1 uk-london-1 ap-tokyo-1 ap-singapore-1'), regionsOpen: true },
    ],
  },
  {
    id: 'tigris', name: { en: 'Tigris', 'zh-CN': 'Tigris' },
    forms: [
      { host: 't3.storage.dev', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('auto') },
    ],
  },
  {
    id: 'storj', name: { en: 'Storj', 'zh-CN': 'Storj' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], hosts: words('gateway.storjshare.io') },
    ],
  },
  {
    id: 'fastly', name: { en: 'Fastly', 'zh-CN': 'Fastly' },
    forms: [
      { host: '{region}.object.fastlystorage.app', kind: 's3', addressing: ['path'], signatures: ['sigv4'], regions: words('au-east-1 eu-central eu-south-1 eu-west-1 jp-central-1 uk-east-1 us-central-1 us-east us-east-1 us-west us-west-1') },
    ],
  },
  {
    id: 'synology-c2', name: { en: 'Synology C2', 'zh-CN': '群晖 C2' },
    forms: [
      { host: '{region}.s3.synologyc2.net', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('eu-001 eu-002 us-001 us-002 tw-001') },
    ],
  },
  {
    id: 'hetzner', name: { en: 'Hetzner', 'zh-CN': 'Hetzner' },
    forms: [
      { host: '{region}.your-objectstorage.com', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('hel1 fsn1 nbg1') },
    ],
  },
];
