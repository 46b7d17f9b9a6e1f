/** Which services of a known program have to have a key in common: by the name of its variable, and by service or image. */
const sharers: readonly { readonly name: string; readonly service: RegExp; readonly image: RegExp; readonly program: string }[] = [
  // Until its release 0.1.11 LMNR's compose files did not pass it to the frontend (lmnr-ai/lmnr#581, #661).
  { name: 'AEAD_SECRET_KEY', service: /^(?:frontend|app-server)$/, image: /\blmnr(?:-ai)?\/(?:frontend|app-server)\b/, program: 'LMNR' },
  { name: 'ENCRYPTION_KEY', service: /^langfuse-(?:web|worker|server)$/, image: /\blangfuse\/langfuse(?:-worker)?\b/, program: 'Langfuse' },
  { name: 'N8N_ENCRYPTION_KEY', service: /^n8n(?:[-_](?:main|worker|webhook))?$/, image: /\bn8nio\/n8n\b/, program: 'n8n' },
  { name: 'AIRFLOW__CORE__FERNET_KEY', service: /^airflow-(?!init$|cli$)/, image: /\bapache\/airflow\b/, program: 'Airflow' },
  { name: 'WEBUI_SECRET_KEY', service: /^open-?webui$/, image: /\bopen-webui\/open-webui\b/, program: 'open-webui' },
  { name: 'SECRET_KEY', service: /^(?:api|worker)$/, image: /\blanggenius\/dify-api\b/, program: 'Dify' },
];

/** Whether a service is known to need this key. */
export const needsKey = (name: string, { service, image = '' }: { readonly service: string; readonly image?: string }): boolean =>
  sharers.some((one) => one.name === name && (one.image.test(image) || (image === '' || image.includes(one.program.toLowerCase())) && one.service.test(service)));
