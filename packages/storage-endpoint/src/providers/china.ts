import { words, type Provider } from './provider.ts';

/* Rows of tests/data/storage-endpoints.json, which names the source of each. */

export const china: readonly Provider[] = [
  {
    id: 'aliyun-oss', name: { en: 'Alibaba Cloud OSS', 'zh-CN': '阿里云 OSS' },
    forms: [
      { host: 'oss-{region}.aliyuncs.com', kind: 's3', addressing: ['virtual'], signatures: ['oss-v1', 'oss-v4', 'sigv4', 'sigv2'], regions: words('cn-hangzhou cn-shanghai cn-nanjing cn-fuzhou cn-wuhan-lr cn-qingdao cn-beijing cn-zhangjiakou cn-huhehaote cn-wulanchabu cn-shenzhen cn-heyuan cn-guangzhou cn-chengdu cn-hongkong us-west-1 us-east-1 ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-5 ap-southeast-6 ap-southeast-7 ap-south-1 eu-central-1 eu-west-1 me-east-1'), names: ['*.oss-{region}.aliyuncs.com'] },
      { host: 'oss-{region}-internal.aliyuncs.com', kind: 's3', internal: true, addressing: ['virtual'], signatures: ['oss-v1', 'oss-v4', 'sigv4'], regions: words('cn-hangzhou cn-shanghai cn-nanjing cn-fuzhou cn-wuhan-lr cn-qingdao cn-beijing cn-zhangjiakou cn-huhehaote cn-wulanchabu cn-shenzhen cn-heyuan cn-guangzhou cn-chengdu cn-hongkong us-west-1 us-east-1 ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-5 ap-southeast-6 ap-southeast-7 ap-south-1 eu-central-1 eu-west-1 me-east-1'), names: ['*.oss-{region}-internal.aliyuncs.com'] },
      { host: '{region}.oss.aliyuncs.com', kind: 'dualstack', addressing: ['virtual'], signatures: ['oss-v1', 'oss-v4', 'sigv4'], regions: words('cn-hangzhou cn-shanghai cn-nanjing cn-fuzhou cn-wuhan-lr cn-qingdao cn-beijing cn-zhangjiakou cn-huhehaote cn-wulanchabu cn-shenzhen cn-heyuan cn-guangzhou cn-chengdu cn-hongkong') },
      { host: 'oss-accelerate.aliyuncs.com', kind: 'accelerate', addressing: ['virtual'], signatures: ['oss-v1', 'oss-v4'], regionsOpen: true, names: ['*.oss-accelerate.aliyuncs.com'] },
    ],
  },
  {
    id: 'tencent-cos', name: { en: 'Tencent Cloud COS', 'zh-CN': '腾讯云 COS' },
    forms: [
      { host: 'cos.{region}.myqcloud.com', kind: 's3', addressing: ['virtual', 'path'], signatures: ['cos-q-sign', 'sigv4', 'sigv2'], regions: words('ap-beijing ap-nanjing ap-shanghai ap-guangzhou ap-chengdu ap-chongqing ap-hongkong ap-singapore ap-mumbai ap-seoul ap-bangkok ap-tokyo na-siliconvalley na-ashburn na-toronto eu-frankfurt eu-moscow'), names: ['*.cos.{region}.myqcloud.com'] },
      { host: 'cos.{region}.tencentcos.cn', kind: 'native', addressing: ['virtual'], signatures: ['cos-q-sign'], regions: words('ap-beijing ap-nanjing ap-shanghai ap-guangzhou ap-chengdu ap-chongqing ap-hongkong ap-singapore ap-mumbai ap-seoul ap-bangkok ap-tokyo na-siliconvalley na-ashburn na-toronto eu-frankfurt eu-moscow'), names: ['*.cos.{region}.tencentcos.cn'] },
      { host: 'cos-internal.{region}.tencentcos.cn', kind: 'native', internal: true, addressing: ['virtual'], signatures: ['cos-q-sign'], regions: words('ap-beijing ap-nanjing ap-shanghai ap-guangzhou ap-chengdu ap-chongqing ap-hongkong ap-singapore ap-mumbai ap-seoul ap-bangkok ap-tokyo na-siliconvalley na-ashburn na-toronto eu-frankfurt eu-moscow') },
      { host: 'cos.accelerate.myqcloud.com', kind: 'accelerate', addressing: ['virtual'], signatures: ['cos-q-sign', 'sigv4'], regionsOpen: true, names: ['*.cos.accelerate.myqcloud.com'] },
      { host: '{bucket}.cos-website.{region}.myqcloud.com', kind: 'website', addressing: ['virtual'], signatures: ['sigv4'], regions: words('ap-beijing ap-nanjing ap-shanghai ap-guangzhou ap-chengdu ap-chongqing ap-hongkong ap-singapore ap-mumbai ap-seoul ap-bangkok ap-tokyo na-siliconvalley na-ashburn na-toronto eu-frankfurt eu-moscow') },
      { host: 'service.cos.myqcloud.com', kind: 'service', addressing: ['path'], signatures: ['cos-q-sign'], regionsOpen: true },
    ],
  },
  {
    id: 'dogecloud-oss', name: { en: 'DogeCloud', 'zh-CN': '多吉云' },
    forms: [
      { host: 'cos.{region}.myqcloud.com', kind: 's3', addressing: ['virtual'], signatures: ['sigv4'], regions: words('ap-beijing ap-nanjing ap-shanghai ap-guangzhou ap-chengdu ap-chongqing ap-hongkong ap-singapore ap-mumbai ap-seoul ap-bangkok ap-tokyo na-siliconvalley na-ashburn na-toronto eu-frankfurt eu-moscow'), names: ['*.cos.{region}.myqcloud.com'] },
    ],
  },
  {
    id: 'huawei-obs', name: { en: 'Huawei Cloud OBS', 'zh-CN': '华为云 OBS' },
    forms: [
      { host: 'obs.{region}.myhuaweicloud.com', kind: 's3', addressing: ['virtual'], signatures: ['obs', 'sigv2', 'sigv4'], regions: words('af-south-1 ap-southeast-2 ap-southeast-3 cn-east-3 cn-east-2 cn-north-1 cn-north-4 cn-south-1 ap-southeast-1 sa-argentina-1 sa-peru-1 na-mexico-1 sa-chile-1 sa-brazil-1 ru-northwest-2'), names: ['*.obs.{region}.myhuaweicloud.com'] },
      { host: '{bucket}.obs-website.{region}.myhuaweicloud.com', kind: 'website', addressing: ['virtual'], signatures: ['sigv4'], regions: words('af-south-1 ap-southeast-2 ap-southeast-3 cn-east-3 cn-east-2 cn-north-1 cn-north-4 cn-south-1 ap-southeast-1 sa-argentina-1 sa-peru-1 na-mexico-1 sa-chile-1 sa-brazil-1 ru-northwest-2') },
      { host: 'obs.{region}.myhuaweicloud.eu', kind: 's3', addressing: ['virtual'], signatures: ['obs', 'sigv4'], regions: words('eu-west-101') },
    ],
  },
  {
    id: 'qiniu-kodo', name: { en: 'Qiniu Kodo', 'zh-CN': '七牛云 Kodo' },
    forms: [
      { host: 's3-{region}.qiniucs.com', kind: 's3', addressing: ['path', 'virtual'], signatures: ['sigv4', 'sigv2'], regions: words('cn-east-1 cn-east-2 cn-north-1 cn-south-1 us-north-1 ap-southeast-1 ap-northeast-1'), names: ['s3-{region}.qiniucs.com'] },
    ],
  },
  {
    id: 'baidu-bos', name: { en: 'Baidu BOS', 'zh-CN': '百度智能云 BOS' },
    forms: [
      { host: '{region}.bcebos.com', kind: 'native', addressing: ['virtual', 'path'], signatures: ['bce-auth-v1'], regions: words('bj bd su gz hkg fwh fsh sin'), names: ['*.{region}.bcebos.com'] },
      { host: 's3.{region}.bcebos.com', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4', 'sigv2'], regions: words('bj bd su gz hkg fwh fsh sin'), names: ['*.s3.{region}.bcebos.com'] },
    ],
  },
  {
    id: 'ucloud-us3', name: { en: 'UCloud US3', 'zh-CN': '优刻得 US3' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4', 'sigv2'], hosts: words('s3-cn-bj.ufileos.com s3-cn-wlcb.ufileos.com s3-cn-sh2.ufileos.com s3-cn-gd.ufileos.com s3-hk.ufileos.com s3-us-ca.ufileos.com s3-sg.ufileos.com s3-idn-jakarta.ufileos.com s3-tw-tp.ufileos.com s3-afr-nigeria.ufileos.com s3-bra-saopaulo.ufileos.com s3-uae-dubai.ufileos.com s3-ge-fra.ufileos.com s3-vn-sng.ufileos.com s3-us-ws.ufileos.com s3-ind-mumbai.ufileos.com s3-kr-seoul.ufileos.com s3-jpn-tky.ufileos.com s3-th-bkk.ufileos.com s3-uk-london.ufileos.com s3-rus-mosc.ufileos.com s3-cn-guiyang1.ufileos.com s3-pk-khi.ufileos.com') },
    ],
  },
  {
    id: 'kingsoft-ks3', name: { en: 'Kingsoft KS3', 'zh-CN': '金山云 KS3' },
    forms: [
      { host: 'ks3-{region}.ksyuncs.com', kind: 'native', addressing: ['virtual', 'path'], signatures: ['kss-v2'], regions: words('cn-beijing cn-shanghai cn-guangzhou'), names: ['*.ks3-{region}.ksyuncs.com'] },
      { host: 'ks3-{region}-internal.ksyuncs.com', kind: 'native', internal: true, addressing: ['virtual', 'path'], signatures: ['kss-v2'], regions: words('cn-beijing cn-shanghai cn-guangzhou') },
    ],
  },
  {
    id: 'chinamobile', name: { en: 'China Mobile EOS', 'zh-CN': '移动云 EOS' },
    forms: [
      { host: '{host}', kind: 's3', addressing: ['path'], signatures: ['sigv4'], hosts: words('eos-wuxi-1.cmecloud.cn eos-jinan-1.cmecloud.cn eos-ningbo-1.cmecloud.cn eos-shanghai-1.cmecloud.cn eos-zhengzhou-1.cmecloud.cn eos-hunan-1.cmecloud.cn eos-zhuzhou-1.cmecloud.cn eos-guangzhou-1.cmecloud.cn eos-dongguan-1.cmecloud.cn eos-beijing-1.cmecloud.cn eos-beijing-2.cmecloud.cn eos-beijing-4.cmecloud.cn eos-huhehaote-1.cmecloud.cn eos-chengdu-1.cmecloud.cn eos-chongqing-1.cmecloud.cn eos-guiyang-1.cmecloud.cn eos-xian-1.cmecloud.cn eos-yunnan.cmecloud.cn eos-yunnan-2.cmecloud.cn eos-tianjin-1.cmecloud.cn eos-jilin-1.cmecloud.cn eos-hubei-1.cmecloud.cn eos-jiangxi-1.cmecloud.cn eos-gansu-1.cmecloud.cn eos-shanxi-1.cmecloud.cn eos-liaoning-1.cmecloud.cn eos-hebei-1.cmecloud.cn eos-fujian-1.cmecloud.cn eos-guangxi-1.cmecloud.cn eos-anhui-1.cmecloud.cn') },
    ],
  },
  {
    id: 'qingstor', name: { en: 'QingStor', 'zh-CN': '青云 QingStor' },
    forms: [
      { host: 's3.{region}.qingstor.com', kind: 's3', addressing: ['virtual', 'path'], signatures: ['sigv4'], regions: words('pek3b') },
    ],
  },
];
