import { defineKnownErrors, type KnownError } from '@culprit/core';
import { possible as p } from './possible-causes.ts';

/** What programs say where a secret that they stored encrypted does not open; LMNR stands apart. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'credential/n8n-encryption-key', program: 'n8n', literals: ['mismatching encryption keys', 'different "encryptionkey" was used'], pattern: /Mismatching encryption keys|Credentials could not be decrypted\. The likely reason is that a different "?encryptionKey"? was used/i,
    causes: [p.encryptionKeyChanged, p.keysDiffer],
    examples: { matches: ['Error: Mismatching encryption keys. The encryption key in the settings file /home/node/.n8n/config does not match the N8N_ENCRYPTION_KEY env var.', 'Credentials could not be decrypted. The likely reason is that a different "encryptionKey" was used to encrypt the data.'], nearMisses: ['Mismatching keys'] },
  },
  {
    id: 'credential/litellm-salt-key', program: 'litellm', literals: ['did your master_key/salt key change recently'], pattern: /Did your master_key\/salt key change recently/,
    causes: [p.encryptionKeyChanged],
    examples: { matches: ['Error decrypting value for key: api_key, Did your master_key/salt key change recently?'], nearMisses: ['the salt key did change'] },
  },
  {
    id: 'credential/flowise-decrypt', program: 'flowise', literals: ['credentials could not be decrypted'], pattern: /Credentials could not be decrypted\.?$/m,
    causes: [p.encryptionKeyChanged],
    examples: { matches: ['Error: Credentials could not be decrypted.'], nearMisses: ['Credentials could not be decrypted. The likely reason is that a different "encryptionKey" was used'] },
  },
  {
    id: 'credential/fernet-invalid-token', program: 'python', literals: ['cryptography.fernet.invalidtoken', 'could not create fernet object', 'fernet key must be 32'], pattern: /cryptography\.fernet\.InvalidToken|Could not create Fernet object|Fernet key must be 32 url-safe base64-encoded bytes/,
    causes: [p.encryptionKeyChanged, p.keyNotPassed],
    examples: { matches: ['cryptography.fernet.InvalidToken', 'airflow.exceptions.AirflowException: Could not create Fernet object: Incorrect padding', 'ValueError: Fernet key must be 32 url-safe base64-encoded bytes.'], nearMisses: ['InvalidToken: the token expired'] },
  },
  {
    id: 'credential/dify-private-key', program: 'dify', literals: ['private key not found, tenant_id'], pattern: /Private key not found, tenant_id: /,
    causes: [p.encryptionKeyChanged],
    examples: { matches: ['libs.rsa.PrivkeyNotFoundError: Private key not found, tenant_id: 1a2b'], nearMisses: ['Private key not found in PEM'] },
  },
  {
    id: 'credential/rails-master-key', program: 'rails', literals: ['messageencryptor::invalidmessage', 'missingkeyerror', 'missing encryption key to decrypt file'], pattern: /ActiveSupport::MessageEncryptor::InvalidMessage|EncryptedFile::MissingKeyError|Missing encryption key to decrypt file/,
    causes: [p.encryptionKeyChanged, p.keyNotPassed],
    examples: { matches: ['ActiveSupport::MessageEncryptor::InvalidMessage', 'Missing encryption key to decrypt file with. Ask your team for your master key', 'ActiveSupport::EncryptedFile::MissingKeyError'], nearMisses: ['ActiveSupport::MessageVerifier::InvalidSignature'] },
  },
  {
    id: 'credential/node-gcm', program: 'node', literals: ['unsupported state or unable to authenticate data', 'err_ossl_bad_decrypt'], pattern: /Unsupported state or unable to authenticate data|\bERR_OSSL_BAD_DECRYPT\b/,
    causes: [p.encryptionKeyChanged, p.keysDiffer],
    examples: { matches: ['Error: Unsupported state or unable to authenticate data', 'Error: error:1C800064:Provider routines::bad decrypt { code: ERR_OSSL_BAD_DECRYPT }'], nearMisses: ['Unsupported state: closed'] },
  },
  {
    id: 'credential/supabase-vault', program: 'supabase', literals: ['crypto_aead_det_decrypt_by_id: invalid ciphertext'], pattern: /crypto_aead_det_decrypt_by_id: invalid ciphertext/,
    causes: [p.encryptionKeyChanged],
    examples: { matches: ['ERROR: pgsodium_crypto_aead_det_decrypt_by_id: invalid ciphertext'], nearMisses: ['permission denied for function _crypto_aead_det_decrypt'] },
  },
]);
