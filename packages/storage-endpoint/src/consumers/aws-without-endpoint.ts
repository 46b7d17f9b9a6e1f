/** The domains of the partitions, by the form of their regions (botocore partitions.json). The first that fits counts. */
const partitions: readonly (readonly [RegExp, string])[] = [
  [/^cn-\w+-\d+$/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
];

/** Where a client of Amazon goes that was told no endpoint. `global`: it takes us-east-1, or no region, for the global host. */
export function awsHost(region: string | undefined, { global = false }: { readonly global?: boolean } = {}): string {
  // A region of its own that stands for none (endpoint-rule-set-1.json).
  if (region === undefined || region === 'aws-global' || (global && region === 'us-east-1')) return 's3.amazonaws.com';
  return `s3.${region}.${partitions.find(([form]) => form.test(region))?.[1] ?? 'amazonaws.com'}`;
}
