import type { Conformance } from '../../../src/index.ts';

const conformance: Conformance = {
  checks: {
    'harbour/answer': [{ name: 'somebody answers', target: { host: '127.0.0.1', port: 1 }, facts: { hail: { outcome: 'answered', words: 'ahoy' } }, concludes: { finding: 'answers', params: {} } }],
  },
};

export default conformance;
