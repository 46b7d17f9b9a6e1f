/** A form that asks for a password or a code; its values may be secrets and stay inside of a fact. */
export interface LogInForm {
  /** Absolute. */
  readonly action: string;
  readonly method: 'get' | 'post';
  /** Names of the fields to fill in. */
  readonly username?: string;
  readonly password?: string;
  readonly code?: string;
  /** What else it sends: hidden fields and the button. */
  readonly hidden: readonly (readonly [name: string, value: string])[];
}

export interface LogInPage {
  readonly form?: LogInForm;
  /** A CSRF token in `<meta name="csrf-token">`, as Rails and Laravel write it. */
  readonly metaToken?: string;
  /** What a person reads, at most 20,000 characters, without line breaks. */
  readonly words: string;
}

interface OpenForm {
  readonly attributes: { readonly [name: string]: string };
  readonly inputs: { readonly name: string; readonly type: string; readonly value: string; readonly autocomplete: string }[];
}

const codeName = /(?:^|[_-])(?:otp|totp|mfa|2fa|tfa)(?:$|[_-])|one.?time|otp_?(?:code|attempt)|verification_?code|auth(?:entication)?_?code|two_?factor|passcode|^code$/i;
const captchaName = /captcha/i;

/** Reads the log-in form of a page: the first with a password or, where none has one, with a one-time code. */
export async function readLogInPage(html: string, url: string): Promise<LogInPage> {
  const { Parser } = await import('htmlparser2');
  const forms: OpenForm[] = [];
  let open: OpenForm | undefined;
  let metaToken: string | undefined;
  let base = url;
  let words = '';
  let silent = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'script' || name === 'style') silent += 1;
      if (name === 'base' && URL.canParse(attributes['href'] ?? '', url)) base = new URL(attributes['href'] ?? '', url).href;
      if (name === 'meta' && /^(?:csrf|xsrf)[-_]?token$/i.test(attributes['name'] ?? '')) metaToken ??= attributes['content'];
      if (name === 'form' && forms.length < 20) forms.push(open = { attributes, inputs: [] });
      if ((name === 'input' || name === 'button') && open !== undefined && open.inputs.length < 200) {
        open.inputs.push({ name: attributes['name'] ?? '', type: (attributes['type'] ?? (name === 'button' ? 'submit' : 'text')).toLowerCase(), value: attributes['value'] ?? '', autocomplete: attributes['autocomplete'] ?? '' });
      }
    },
    ontext: (text) => {
      if (silent === 0 && words.length < 20_000) words += ` ${text}`;
    },
    onclosetag: (name) => {
      if (name === 'script' || name === 'style') silent -= 1;
      if (name === 'form') open = undefined;
    },
  });
  parser.end(html);
  const candidates = forms.map((form) => describe(form, base));
  const form = candidates.find(({ password }) => password !== undefined) ?? candidates.find(({ code }) => code !== undefined);
  return { words: words.replaceAll(/\s+/g, ' ').trim().slice(0, 20_000), ...(form === undefined ? {} : { form }), ...(metaToken === undefined || metaToken === '' ? {} : { metaToken }) };
}

function describe({ attributes, inputs }: OpenForm, base: string): LogInForm {
  const action = attributes['action'] ?? '';
  const named = inputs.filter(({ name }) => name !== '');
  const typed = named.filter(({ type }) => ['text', 'email', 'tel', 'number'].includes(type) && !captchaName.test(type));
  const password = named.find(({ type, autocomplete }) => type === 'password' && autocomplete !== 'one-time-code');
  const code = [...typed, ...named.filter(({ type }) => type === 'password')].find(({ name, autocomplete }) => name !== password?.name && (autocomplete === 'one-time-code' || codeName.test(name)) && !captchaName.test(name));
  const username = typed.find(({ name }) => name !== code?.name && !captchaName.test(name));
  const hidden = named.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value] as const);
  const button = named.find(({ type }) => type === 'submit');
  return {
    action: URL.canParse(action, base) ? new URL(action, base).href : base,
    method: (attributes['method'] ?? 'get').toLowerCase() === 'post' ? 'post' : 'get',
    ...(username === undefined ? {} : { username: username.name }), ...(password === undefined ? {} : { password: password.name }), ...(code === undefined ? {} : { code: code.name }),
    hidden: [...hidden, ...(button === undefined ? [] : [[button.name, button.value] as const])],
  };
}

/** The field of a form that holds its CSRF token, by the names that frameworks give it: Django, Rails, Laravel, Symfony, Spring, ASP.NET, WTForms. */
export const csrfField: RegExp = /^(?:csrfmiddlewaretoken|authenticity_token|_token|_csrf(?:_token)?|csrf[_-]?token|csrf|__requestverificationtoken|xsrf[_-]?token|login\[_token\])$/i;
