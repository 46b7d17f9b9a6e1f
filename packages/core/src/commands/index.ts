export { confirmed, yesOption } from './confirmation.ts';
export { formatOption, secretOption, textOption, timeoutOption } from './options.ts';
export { linesOf, nextLine, readStandardInput, type Lines } from './standard-input.ts';
export { wrap } from '../reporters/display-width.ts';
export { readTargetList } from './target-list.ts';
