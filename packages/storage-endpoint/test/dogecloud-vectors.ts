/** facts/2 §B4, recomputed with openssl, Python and Node; the last two are DogeCloud's own and what `fetch` sends. Keys AK and SK unless said otherwise. */
export const rightVectors: readonly (readonly [name: string, uri: string, body: string, hex: string])[] = [
  ['V1', '/cdn/domain/list.json', '', 'b62b1476654eb560e96f197cc817f23722504771'],
  ['V1b', 'cdn/domain/list.json', '', '55cf400c3ba8b86e51a2e374bc332ebfc4d0a221'],
  ['V2', '/oss/bucket/list.json?a=1&b=2&c=3', '', '0f807f3c8abcde729684a27dab7501cbaad43e52'],
  ['V3', '/oss/bucket/list.json?c=3&b=2&a=1', '', 'e48e6814e66825be91ba96a72d8a4649cfddd54f'],
  ['V4', '/oss/file/list.json?bucket=b&prefix=%E6%A8%A1%E5%9E%8B%2F', '', '523fc872f1b62c6b872a3dc75b5f13077b8570c9'],
  ['V4b', '/oss/file/list.json?bucket=b&prefix=模型/', '', 'e95e7cba949befb6d230a745a3582f2b389dc8ef'],
  ['V4c', '/oss/file/list.json?bucket=b&prefix=%e6%a8%a1%e5%9e%8b%2f', '', '1823ba0c4f084a7dbc3ab7da6188c3720151d443'],
  ['V5', '/auth/upload.json?filename=a%20b.mp4', '', 'b211b0e4d1d939580172bd90cc977c511b692a3a'],
  ['V5b', '/auth/upload.json?filename=a+b.mp4', '', '0211146c5a5f2353e8a019db55b39c499675c500'],
  ['V5c', "/auth/upload.json?filename=~!*'()", '', '5058f8688cc5471903e58f6283f9b2f012bea14d'],
  ['V5d', '/auth/upload.json?filename=~%21%2A%27%28%29', '', '16e2a34370f7170fec4c457a51d8c8d8b0daaa09'],
  ['V6', '/cdn/cert/bind.json', '{"id":12345,"domain":"cdn.example.com"}', '24320e91d841084571a32d583ebe399fc9b70303'],
  ['V6b', '/cdn/cert/bind.json', '{"id": 12345, "domain": "cdn.example.com"}', '62d989cd5b0826e4434e2cc2a7fe4453b622b905'],
  ['V7', '/cdn/cert/bind.json', 'id=12345&domain=cdn.example.com', 'a81a536eddc0d5c4cc1ea67b665ed27e18f1e761'],
  ['V8', '/cdn/cert/upload.json', '{"note":"证书-测试","cert":"C","private":"P"}', 'aa5a7d0512ecb35018ddf702f81162b195def0c8'],
  ['V8b', '/cdn/cert/upload.json', '{"note":"\\u8bc1\\u4e66-\\u6d4b\\u8bd5","cert":"C","private":"P"}', '945fec8d350710ea0c4cd2d9a34faedbf3428212'],
  ['V9', '/cdn/cert/upload.json', '{"note":"n","cert":"-----BEGIN CERTIFICATE-----\\nAA==\\n-----END CERTIFICATE-----\\n","private":"P"}', '95e197e4e718513b20d5ae10e2fe2373715b12c5'],
  ['V10', '/cdn/cert/upload.json', 'note=n&cert=-----BEGIN+CERTIFICATE-----%0AAA%3D%3D%0A-----END+CERTIFICATE-----%0A&private=P', 'ee7ed6317477f62d954092905467d12bb9cdabc5'],
  ['V11', '/auth/tmp_token.json', '{"channel":"OSS_FULL","scopes":["*"]}', '09d4a5209f13e66bfa1d399396b6705380f77934'],
  ['V12', '/cdn/cert/upload.json', '{"note":"🔐","cert":"C","private":"P"}', '13ae303ea2a6f6ebf3546e5a5a23426cf7852ce7'],
  ['V13', '/cdn/cert/list.json', '{}', '91a4a9e27d34dc43a71caa3e3ec32428ffeb90df'],
  ['V14', '/cdn/cert/list.json', '', '585f047a4f08a4b3ea56969935ba805ca87d03ac'],
  ['what fetch sends for V5c', "/auth/upload.json?filename=~!*%27()", '', 'be4a675a742c9446fb35fc42aa2ca8e9ac2dda0f'],
];

export const officialVector = { accessKey: 'MY_ACCESS_KEY', secretKey: 'MY_SECRET_KEY', uri: '/auth/upload.json?filename=a.mp4', hex: 'bf5ec167c882d6ffa8afa4a1d2c2ed8d622beadf' } as const;

/** What a mistaken implementation gives for V1, and the mistake that it is. */
export const wrongVectors: readonly (readonly [mistake: string, signature: string])[] = [
  ['no-leading-slash', '55cf400c3ba8b86e51a2e374bc332ebfc4d0a221'],
  ['base64', 'tisUdmVOtWDpbxl8yBfyNyJQR3E='],
  ['no-line-feed', 'eb4a72b85b190352c17e316c38febfe0e6093229'],
  ['crlf', '1034bde7b50792fb49653117f311924bd3cf2a3a'],
  ['literal-backslash-n', '97dad6a8201fb4e47500b9804a161034479d25b7'],
  ['secret-line-end', 'eb7837ca715c5210b65b0a75b020c58c0f745242'],
  ['secret-blank', '7e44b3dbf36dba9c7fec81512dea9ae1df1ce3ce'],
  ['access-key-as-secret', '5571a67d78a2ce8ef6fbc206359a5ada4508018c'],
  ['full-url', '8cb121aa1c1259d467734625564512c3879e9e6f'],
  ['method-prefix', 'd8e1a5a66473c81cd98f136fa4e081f87735cde1'],
  ['trailing-question-mark', 'd49bd6ca11716d9a08a8eddf36ebc453f0ef32e8'],
  ['sha256', '2698537491d86e889c9069e0b61ec807bef824abad4b62ce0bbe818d5cffd00b'],
];
