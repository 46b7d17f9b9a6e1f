// `npm run test:packages`: the packages in the hands of strangers.
import { runOnTarballs } from './packed-tests.mjs';

process.exit(runOnTarballs('tests/packages', 'packages'));
