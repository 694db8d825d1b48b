import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** A line of a file of passwords, as `htpasswd -B -C 10` writes it: by the system's own crypt(3). */
export function passwordLine(user: string, password: string): string {
  const salt = `$2y$10$${randomBytes(16).toString('base64').replace(/[+=]/g, '.').slice(0, 22)}`;
  const program = 'print crypt($ARGV[0], $ARGV[1])';
  return `${user}:${execFileSync('perl', ['-e', program, password, salt], { encoding: 'utf8' })}`;
}
