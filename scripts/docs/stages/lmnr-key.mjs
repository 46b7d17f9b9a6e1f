// The compose file of LMNR before and after release 0.1.11, and a row of its table that was sealed with the key of .env.
const key = '7c'.repeat(32);
const compose = (frontend) => `services:
  app-server:
    image: ghcr.io/lmnr-ai/app-server
    environment:
      AEAD_SECRET_KEY: \${AEAD_SECRET_KEY}
  frontend:
    image: ghcr.io/lmnr-ai/frontend
    environment:
      NEXTAUTH_URL: http://localhost:5667
${frontend}`;

export default function stage() {
  return {
    files: {
      '.env': `AEAD_SECRET_KEY=${key}\n`,
      'docker-compose.yml': compose(''),
      'repaired/.env': `AEAD_SECRET_KEY=${key}\n`,
      'repaired/docker-compose.yml': compose('      AEAD_SECRET_KEY: ${AEAD_SECRET_KEY}\n'),
      'rows.json': JSON.stringify([{ name: 'OPENAI_API_KEY', nonce_hex: '000102030405060708090a0b0c0d0e0f1011121314151617', value: 'cd536ee47296fb3c73712441151ae0c58ab1444ee49ef170133543999e10be778fb2' }]),
    },
    env: { AEAD_SECRET_KEY: key, OTHER_KEY: 'a5'.repeat(32) },
  };
}
