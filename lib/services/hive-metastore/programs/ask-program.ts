import { PORTS } from '../ports';

/** What a reply begins with after its name and number: the type of what comes back, and that it is no exception. */
const REPLIES = { getStatus: '080000', get_all_databases: '0f0000' } as const;

/** A call without arguments. The first asks the server alone, the second the database too. */
export type AskedCall = keyof typeof REPLIES;

/**
 * Makes a call, in Thrift's binary protocol, without the help of a JVM.
 *
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-binary-protocol.md
 */
export function askProgram(): string {
  const replies = Object.entries(REPLIES).map(([call, reply]) => `${call}) reply=${reply} ;;`);
  return `# ask.sh CALL [HOST]
set -euo pipefail
call=$1
case $call in
${replies.join('\n')}
esac
exec 3<>"/dev/tcp/\${2:-localhost}/${PORTS.thrift.port}"
printf "\\\\x80\\\\x01\\\\x00\\\\x01\\\\x00\\\\x00\\\\x00\\\\x$(printf %02x "\${#call}")$call\\\\x00\\\\x00\\\\x00\\\\x01\\\\x00" >&3
answer=$(timeout 20 head -c $((\${#call} + 15)) <&3 | od -An -tx1 | tr -d ' \\n')
case $answer in
80010002*"$reply") ;;
*)
  echo "$call was answered by '$answer'" >&2
  exit 1
  ;;
esac
`;
}
