const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * A template of External Secrets for the hash by which Doris knows a password, as MySQL does: `*` and SHA1 of the bytes of SHA1.
 *
 * Its language has no way from hexadecimal digits back to bytes but through Base64: three of one are two of the other, and of the forty there are the last
 * one makes a letter of its own.
 *
 * @param variable what the password is called there
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-functions/scalar-functions/encrypt-digest-functions/password
 * @see https://external-secrets.io/latest/guides/templating/
 */
export function passwordHash(variable: string): string {
  const digit = (position: string) =>
    `(len (index (splitList (substr (int ${position}) (int (add ${position} 1)) $hex) "${HEX}") 0))`;
  const letter = (value: string) => `(substr (int ${value}) (int (add ${value} 1)) "${BASE64}")`;
  return [
    `{{- $hex := sha1sum .${variable} -}}`,
    '{{- $bytes := "" -}}',
    '{{- range $group := until 13 -}}',
    '{{- $at := mul $group 3 -}}',
    `{{- $bits := add (mul ${digit('$at')} 256) (mul ${digit('(add $at 1)')} 16) ${digit('(add $at 2)')} -}}`,
    `{{- $bytes = print $bytes ${letter('(div $bits 64)')} ${letter('(mod $bits 64)')} -}}`,
    '{{- end -}}',
    `{{- $last := mul ${digit('39')} 4 -}}`,
    `{{- $bytes = print $bytes ${letter('$last')} "=" -}}`,
    '*{{ $bytes | b64dec | sha1sum | upper }}',
  ].join('');
}
