/** A command line for a shell: each word in single quotes where it needs any (POSIX 2.2.2). */
const shell = (words: readonly string[]): string => words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');

/** The same for systemd, where a percent sign and a dollar mean something (systemd.service(5), systemd.unit(5)). */
const systemd = (words: readonly string[]): string => words.map((word) => (/^[\w@+=:,./-]+$/.test(word) ? word : `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`)).join(' ');

/** A service and a timer of systemd that run a command once a day, with a delay so that not all machines ask at once. */
export function systemdRecipe(words: readonly string[]): string {
  return `# /etc/systemd/system/culprit-sync.service
[Unit]
Description=Models kept for offline use
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=/usr/bin/env ${systemd(words)}
Nice=10
IOSchedulingClass=idle

# /etc/systemd/system/culprit-sync.timer
[Unit]
Description=Models kept for offline use, once a day

[Timer]
OnCalendar=daily
RandomizedDelaySec=1h
Persistent=true

[Install]
WantedBy=timers.target

# systemctl daemon-reload && systemctl enable --now culprit-sync.timer
`;
}

/** A line for crontab(5), where a percent sign ends the command. */
export const cronRecipe = (words: readonly string[]): string => `# crontab -e\n17 3 * * * ${shell(words).replaceAll('%', '\\%')}\n`;
