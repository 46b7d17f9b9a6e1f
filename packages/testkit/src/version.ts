/** The version of this package, as reports name it. A gate holds it equal to package.json. */
export const version = '0.1.0';
