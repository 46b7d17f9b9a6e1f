import { defineKnownErrors, type KnownError } from '@culprit/core';
import { possible as p } from './possible-causes.ts';

/** What model providers say, as their documentation and the issues of their clients have it; each provider words it in its own way. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'credential/openai-incorrect-key', program: 'openai', literals: ['incorrect api key provided', 'invalid_api_key'], pattern: /Incorrect API key provided|\binvalid_api_key\b/i,
    causes: [p.invalidKey, p.wrongSite, p.foreignKey, p.mangledKey],
    examples: { matches: ["Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-***. You can find your API key at https://platform.openai.com/account/api-keys.', 'code': 'invalid_api_key'}}"], nearMisses: ['the API key was provided'] },
  },
  {
    id: 'credential/openai-no-key', program: 'openai', literals: ["didn't provide an api key", 'api_key client option must be set', 'missing credentials. please pass'], pattern: /You didn't provide an API key|api_key client option must be set|Missing credentials\. Please pass/i,
    causes: [p.textInstead, p.notReceived],
    examples: { matches: ["You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth", 'openai.OpenAIError: The api_key client option must be set either by passing api_key to the client or by setting the OPENAI_API_KEY environment variable', 'OpenAIError: Missing credentials. Please pass an `apiKey`, or set the `OPENAI_API_KEY` environment variable.'], nearMisses: ['you did provide an API key'] },
  },
  {
    id: 'credential/openai-insufficient-quota', program: 'openai', literals: ['insufficient_quota', 'exceeded your current quota'], pattern: /\binsufficient_quota\b|You exceeded your current quota/i,
    causes: [p.quota, p.unpaid],
    examples: { matches: ['Error code: 429 - You exceeded your current quota, please check your plan and billing details.', '"code": "insufficient_quota"'], nearMisses: ['rate_limit_exceeded: quota of the minute'] },
  },
  {
    id: 'credential/openai-rate-limit', program: 'openai', literals: ['rate_limit_exceeded', 'rate limit reached for'], pattern: /\brate_limit_exceeded\b|Rate limit reached for/i,
    causes: [p.rateLimited],
    examples: { matches: ['Rate limit reached for gpt-4o in organization org-1 on tokens per min (TPM): Limit 30000', "'code': 'rate_limit_exceeded'"], nearMisses: ['rate_limit: 30000'] },
  },
  {
    id: 'credential/openai-region', program: 'openai', literals: ['unsupported_country_region_territory', 'region, or territory not supported'], pattern: /unsupported_country_region_territory|Country, region, or territory not supported/i,
    causes: [p.region],
    examples: { matches: ["openai.PermissionDeniedError: Error code: 403 - {'error': {'code': 'unsupported_country_region_territory', 'message': 'Country, region, or territory not supported'}}"], nearMisses: ['this country is supported'] },
  },
  {
    id: 'credential/openai-missing-scopes', program: 'openai', literals: ['missing scopes', 'insufficient permissions for this operation'], pattern: /insufficient permissions for this operation|Missing scopes: /i,
    causes: [p.missingPermission],
    examples: { matches: ['You have insufficient permissions for this operation. Missing scopes: model.request.'], nearMisses: ['insufficient permissions to write the file'] },
  },
  {
    id: 'credential/openai-model-not-found', program: 'openai', literals: ['model_not_found', 'does not exist or you do not have access to it'], pattern: /\bmodel_not_found\b|The model .{1,120} does not exist or you do not have access to it/i,
    causes: [p.model],
    examples: { matches: ['The model `gpt-9` does not exist or you do not have access to it.', '"code": "model_not_found"'], nearMisses: ['model not found on disk'] },
  },
  {
    id: 'credential/openai-invalid-url', program: 'openai', literals: ['invalid url ('], pattern: /Invalid URL \((?:GET|POST) \/[\w/.-]{0,120}\)/,
    causes: [p.basePath],
    examples: { matches: ['{"error":{"message":"Invalid URL (POST /v1/v1/chat/completions)","type":"invalid_request_error"}}'], nearMisses: ['Invalid URL: no scheme'] },
  },
  {
    id: 'credential/anthropic-invalid-key', program: 'anthropic', literals: ['invalid x-api-key', 'x-api-key header is required'], pattern: /invalid x-api-key|x-api-key header is required/i,
    causes: [p.invalidKey, p.foreignKey, p.mangledKey, p.notReceived],
    examples: { matches: ['{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}', '{"type":"error","error":{"type":"authentication_error","message":"x-api-key header is required"}}'], nearMisses: ['x-api-key: valid'] },
  },
  {
    id: 'credential/anthropic-credit', program: 'anthropic', literals: ['credit balance is too low'], pattern: /Your credit balance is too low/i,
    causes: [p.unpaid],
    examples: { matches: ['Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.'], nearMisses: ['the credit balance is high'] },
  },
  {
    id: 'credential/anthropic-overloaded', program: 'anthropic', literals: ['overloaded_error'], pattern: /\boverloaded_error\b/,
    causes: [p.overloaded],
    examples: { matches: ['{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'], nearMisses: ['error: overloaded method'] },
  },
  {
    id: 'credential/anthropic-rate-limit', program: 'anthropic', literals: ['rate_limit_error'], pattern: /['"]rate_limit_error['"]/,
    causes: [p.rateLimited],
    examples: { matches: ["anthropic.RateLimitError: Error code: 429 - {'type': 'error', 'error': {'type': 'rate_limit_error', 'message': 'This request would exceed your per-minute rate limit'}}"], nearMisses: ['rate_limit_errors_total 3'] },
  },
  {
    id: 'credential/anthropic-not-allowed', program: 'anthropic', literals: ['request not allowed'], pattern: /"forbidden".{0,40}Request not allowed|403 .{0,60}Request not allowed/i,
    causes: [p.region, p.firewalled],
    examples: { matches: ['{"error":{"type":"forbidden","message":"Request not allowed"}}'], nearMisses: ['Request not allowed by robots.txt'] },
  },
  {
    id: 'credential/gemini-invalid-key', program: 'gemini', literals: ['api key not valid', 'api_key_invalid'], pattern: /API key not valid\. Please pass a valid API key|\bAPI_KEY_INVALID\b/,
    causes: [p.invalidKey, p.mangledKey, p.foreignKey],
    examples: { matches: ['[400 Bad Request] API key not valid. Please pass a valid API key. [{"reason":"API_KEY_INVALID"}]'], nearMisses: ['API key not valid for 30 days'] },
  },
  {
    id: 'credential/gemini-exhausted', program: 'gemini', literals: ['resource has been exhausted (e.g. check quota)', 'resource_exhausted'], pattern: /Resource has been exhausted \(e\.g\. check quota\)|"status": ?"RESOURCE_EXHAUSTED"/,
    causes: [p.rateLimited, p.quota],
    examples: { matches: ['google.api_core.exceptions.ResourceExhausted: 429 Resource has been exhausted (e.g. check quota).', '"status": "RESOURCE_EXHAUSTED"'], nearMisses: ['RESOURCE_EXHAUSTED is a status'] },
  },
  {
    id: 'credential/gemini-location', program: 'gemini', literals: ['user location is not supported'], pattern: /User location is not supported for the API use/,
    causes: [p.region],
    examples: { matches: ['400 FAILED_PRECONDITION: User location is not supported for the API use.'], nearMisses: ['User location is not known'] },
  },
  {
    id: 'credential/gemini-service-disabled', program: 'gemini', literals: ['has not been used in project', 'service_disabled'], pattern: /\b[\w ]{1,60} has not been used in project \d{1,20} before or it is disabled|\bSERVICE_DISABLED\b/,
    causes: [p.serviceOff],
    examples: { matches: ['Generative Language API has not been used in project 12345 before or it is disabled.', '"reason": "SERVICE_DISABLED",'], nearMisses: ['This variable has not been used in project code'] },
  },
  {
    id: 'credential/new-api-invalid-token', program: 'new-api', literals: ['无效的令牌', 'new_api_error'], pattern: /无效的令牌/,
    causes: [p.invalidKey, p.overloaded, p.foreignKey],
    examples: { matches: ['{"error":{"message":"无效的令牌 (request id: 2026112207)","type":"new_api_error"}}'], nearMisses: ['{"error":{"type":"new_api_error","message":"该令牌已过期"}}'] },
  },
  {
    id: 'credential/invalid-api-key-in-chinese', program: 'provider', literals: ['API密钥', 'API 密钥'], pattern: /无效的 ?API ?密钥|API ?密钥无效/i,
    causes: [p.invalidKey, p.mangledKey, p.foreignKey],
    examples: { matches: ['无效的API密钥', '{"error":{"message":"API 密钥无效"}}'], nearMisses: ['请输入API密钥'] },
  },
  {
    id: 'credential/new-api-no-token', program: 'new-api', literals: ['未提供令牌'], pattern: /未提供令牌/,
    causes: [p.textInstead, p.notReceived],
    examples: { matches: ['{"error":{"message":"未提供令牌","type":"one_api_error"}}'], nearMisses: ['未提供用户名'] },
  },
  {
    id: 'credential/new-api-token-state', program: 'new-api', literals: ['该令牌已过期', '该令牌状态不可用', '该令牌额度已用尽', '用户已被封禁'], pattern: /该令牌(?:已过期|状态不可用|额度已用尽)|用户已被封禁/,
    causes: [p.expiredKey, p.disabledKey, p.quota],
    examples: { matches: ['该令牌已过期 (request id: 1)', '该令牌额度已用尽', '该令牌状态不可用 (request id: 1)', '用户已被封禁 (request id: 1)'], nearMisses: ['该令牌可用'] },
  },
  {
    id: 'credential/new-api-network', program: 'new-api', literals: ['该令牌只能在指定网段使用'], pattern: /该令牌只能在指定网段使用/,
    causes: [p.restrictedKey],
    examples: { matches: ['该令牌只能在指定网段使用：10.0.0.0/8'], nearMisses: ['该令牌可在任意网段使用'] },
  },
  {
    id: 'credential/new-api-no-channel', program: 'new-api', literals: ['无可用渠道', '无权使用模型'], pattern: /对于模型 .{1,120} 无可用渠道|该令牌无权使用模型/,
    causes: [p.model],
    examples: { matches: ['当前分组 default 下对于模型 gpt-4o 无可用渠道', '该令牌无权使用模型：gpt-4o'], nearMisses: ['无可用渠道商'] },
  },
  {
    id: 'credential/ark-overdue', program: 'ark', literals: ['accountoverdueerror'], pattern: /\bAccountOverdueError\b/,
    causes: [p.unpaid],
    examples: { matches: ['{"error":{"code":"AccountOverdueError","message":"The request failed because your account has an overdue balance."}}'], nearMisses: ['AccountError'] },
  },
  {
    id: 'credential/ark-model', program: 'ark', literals: ['invalidendpointormodel', 'modelnotopen', 'closedendpoint'], pattern: /\bInvalidEndpointOrModel\.NotFound\b|\bModelNotOpen\b|\bInvalidEndpoint\.ClosedEndpoint\b/,
    causes: [p.model],
    examples: { matches: ['"code":"InvalidEndpointOrModel.NotFound"', '{"error":{"code":"ModelNotOpen"}}', '"code":"InvalidEndpoint.ClosedEndpoint"'], nearMisses: ['InvalidEndpointOrModel'] },
  },
  {
    id: 'credential/dashscope-arrears', program: 'dashscope', literals: ['arrearage'], pattern: /"?\bArrearage\b/,
    causes: [p.unpaid],
    examples: { matches: ['{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."}'], nearMisses: ['ArrearageLimit'] },
  },
  {
    id: 'credential/dashscope-invalid-key', program: 'dashscope', literals: ['invalidapikey'], pattern: /\bInvalidApiKey\b/,
    causes: [p.wrongSite, p.invalidKey, p.foreignKey],
    examples: { matches: ['{"code":"InvalidApiKey","message":"Invalid API-key provided."}'], nearMisses: ['InvalidApiKeyFormatError2'] },
  },
  {
    id: 'credential/moonshot-invalid', program: 'moonshot', literals: ['invalid_authentication_error'], pattern: /\binvalid_authentication_error\b/,
    causes: [p.wrongSite, p.invalidKey],
    examples: { matches: ['{"error":{"message":"Invalid Authentication","type":"invalid_authentication_error"}}'], nearMisses: ['authentication_error'] },
  },
  {
    id: 'credential/moonshot-quota', program: 'moonshot', literals: ['exceeded_current_quota_error'], pattern: /\bexceeded_current_quota_error\b/,
    causes: [p.unpaid, p.quota],
    examples: { matches: ['"type":"exceeded_current_quota_error"'], nearMisses: ['exceeded_quota'] },
  },
  {
    id: 'credential/zhipu-arrears', program: 'zhipu', literals: ['1113', '账户已欠费'], pattern: /"code": ?"?1113\b|您的账户已欠费/,
    causes: [p.unpaid],
    examples: { matches: ['{"error":{"code":"1113","message":"您的账户已欠费，请充值后重试"}}'], nearMisses: ['line 1113: error'] },
  },
  {
    id: 'credential/deepseek-balance', program: 'deepseek', literals: ['insufficient balance'], pattern: /\bInsufficient Balance\b/,
    causes: [p.unpaid],
    examples: { matches: ['Error code: 402 - Insufficient Balance'], nearMisses: ['insufficient balances in the ledger test'] },
  },
  {
    id: 'credential/azure-invalid-key', program: 'azure-openai', literals: ['invalid subscription key or wrong api endpoint'], pattern: /Access denied due to invalid subscription key or wrong API endpoint/,
    causes: [p.invalidKey, p.wrongSite],
    examples: { matches: ['Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription.'], nearMisses: ['Access denied due to policy'] },
  },
  {
    id: 'credential/huggingface-invalid-credentials', program: 'huggingface', literals: ['invalid credentials in authorization header', 'invalid user token'], pattern: /Invalid credentials in Authorization header|Invalid user token/,
    causes: [p.invalidKey, p.mangledKey],
    examples: { matches: ['HfHubHTTPError: 401 Client Error. Invalid credentials in Authorization header', "Invalid user token. If you didn't pass a user token, make sure you are properly logged in"], nearMisses: ['Invalid credentials for the database'] },
  },
  {
    id: 'credential/cloudflare-1010', program: 'cloudflare', literals: ['error code: 10'], pattern: /\berror code: 10(?:06|07|08|09|10|20)\b/,
    causes: [p.firewalled],
    examples: { matches: ['403 error code: 1010', 'PermissionDeniedError: error code: 1020'], nearMisses: ['error code: 1011'] },
  },
]);
