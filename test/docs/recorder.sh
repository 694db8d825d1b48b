#!/bin/bash
# Takes the place of what needs a cluster, a cloud or a registry: writes down how it was called, and answers so that what follows has
# something to read.
program=${0##*/}
if [ "$program" = grep ]; then
  # Answers hold nothing to find, which is no failure; an expression that cannot be read is one.
  /usr/bin/grep "$@"
  ended=$?
  exit $((ended > 1 ? ended : 0))
fi
printf '%s\0' "$AT" "$program" "$@" $'\x1e' >>"$RECORD"
case "$program $*" in
*.data.tls*) printf %s "$CERTIFICATE" ;;
*.data.password*) printf c2VjcmV0 ;;
*jsonpath=*) printf answer ;;
'kubectl '*' -o name'*) printf 'pod/answer\n' ;;
'aws '*'--output text'*) printf 'answer\n' ;;
'aws s3 cp '*) touch fsimage_0000000000000000042 ;;
'npx cdktf deploy '*)
  # Each stack leaves its state where it has no other place yet.
  for stack in "${@:3}"; do touch "terraform.$stack.tfstate"; done
  ;;
'npx tsx '*) PATH=$REAL_PATH exec "$CHECKOUT/node_modules/.bin/tsx" --tsconfig "$CHECKOUT/tsconfig.dev.json" "${@:2}" ;;
esac
