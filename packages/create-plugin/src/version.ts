/** The version of this package, which generated plugins ask for of all others. A gate holds it equal to package.json. */
export const version = '0.1.0';
