/** The proxies that the environment names, as undici wants them; an empty text means none. */
interface Proxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
}

/**
 * Read here and handed on, as undici throws on what people put there in good faith: `proxy.empresa:3128`. What is no
 * address at all counts as none.
 */
export function proxiesOf(env: Readonly<Record<string, string | undefined>>): Proxies {
  const { http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY } = env;
  const httpProxy = proxyAddress(http_proxy ?? HTTP_PROXY);
  return { httpProxy, httpsProxy: proxyAddress(https_proxy ?? HTTPS_PROXY) || httpProxy };
}

function proxyAddress(value: string | undefined): string {
  const text = value?.trim() ?? '';
  if (text === '') return '';
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  return /^(https?|socks5?):\/\//i.test(address) && URL.canParse(address) ? address : '';
}
