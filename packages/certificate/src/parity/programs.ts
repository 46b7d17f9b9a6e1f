import type { ParityClient } from '@culprit/network/client-ways';

/** How a client that is installed makes one request. It reads the URL from its standard input: argv is for all to see. */
export type ClientProgram = {
  readonly client: Exclude<ParityClient, 'browser'>;
  readonly program: string;
  readonly args: readonly string[];
  /** What it reads; the URL has no character that could end a line. */
  readonly stdin: (url: string) => string;
  /** A source file that it wants, written where nobody else can read it. Its name follows `args`. */
  readonly source?: { readonly name: string; readonly text: string };
  readonly patienceMs: number;
  /** What it complains of where the library is not there. */
  readonly missing?: RegExp;
};

const python = `import sys, requests
answer = requests.get(sys.stdin.readline().strip(), timeout=15, allow_redirects=False, stream=True)
print(answer.status_code)`;

const node = `(async () => {
  const { readFileSync } = require('node:fs');
  try {
    console.log((await fetch(readFileSync(0, 'utf8').trim(), { redirect: 'manual', signal: AbortSignal.timeout(15000) })).status);
  } catch (error) {
    const { cause = error } = error;
    console.error(cause.code ?? cause.errors?.[0]?.code ?? cause.message);
    process.exit(1);
  }
})()`;

const go = `package main

import ("bufio"; "fmt"; "net/http"; "os"; "strings"; "time")

func main() {
	line, _ := bufio.NewReader(os.Stdin).ReadString('\\n')
	client := &http.Client{Timeout: 15 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(strings.TrimSpace(line))
	if err != nil { fmt.Fprintln(os.Stderr, err); os.Exit(1) }
	fmt.Println(answer.StatusCode)
}
`;

const java = `import java.io.*; import java.net.*; import java.net.http.*; import java.time.Duration;
public class Probe {
  public static void main(String[] args) throws Exception {
    String url = new BufferedReader(new InputStreamReader(System.in)).readLine().trim();
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(15)).build();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(15)).build();
    System.out.println(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
  }
}
`;

const line = (url: string): string => `${url}\n`;

/** The clients that can be run for real. None of them is given a credential or another field of a request. */
export const programs: readonly ClientProgram[] = [
  {
    client: 'curl', program: 'curl', args: ['--silent', '--show-error', '--max-time', '15', '--output', process.platform === 'win32' ? 'NUL' : '/dev/null', '--write-out', '%{http_code}\n', '--config', '-'],
    stdin: (url) => `url = "${url.replaceAll(/["\\]/g, '\\$&')}"\n`, patienceMs: 20_000,
  },
  { client: 'requests', program: process.platform === 'win32' ? 'python' : 'python3', args: ['-c', python], stdin: line, patienceMs: 25_000, missing: /ModuleNotFoundError|ImportError/ },
  { client: 'node', program: process.execPath, args: ['-e', node], stdin: line, patienceMs: 20_000 },
  { client: 'go', program: 'go', args: ['run'], source: { name: 'main.go', text: go }, stdin: line, patienceMs: 60_000 },
  { client: 'java', program: 'java', args: [], source: { name: 'Probe.java', text: java }, stdin: line, patienceMs: 40_000 },
];
