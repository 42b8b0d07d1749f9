#!/usr/bin/env bash
# Builds the gateway node as a native image and proves it: as one more node of the stack of `./tollgate up` it answers a plain and a streamed chat
# through Redis, and its usage events arrive in the chargeback report. Prints start time and resident memory.
#   GRAALVM_HOME=... deploy/native/prove.sh [--no-build]
# Starts a stack, and stops it afterwards, when none runs. JAVA_HOME must be a JDK 25. Linux only.
set -euo pipefail
cd "$(dirname "$0")/../.."
fail() { echo "FAILED: $*" >&2; exit 1; }
[[ -x ${JAVA_HOME:-}/bin/java ]] || fail "JAVA_HOME must name a JDK 25"

if [[ ${1:-} != --no-build ]]; then
  [[ -x ${GRAALVM_HOME:-}/bin/native-image ]] || fail "GRAALVM_HOME must name a GraalVM or Mandrel 25 with bin/native-image"
  echo "building the native image: some minutes and 4 GB of memory"
  mvn -q -pl gateway-node -am -Dnative package -DskipTests -Dquarkus.native.native-image-xmx="${NATIVE_XMX:-8g}" \
    ${NATIVE_ARGS:+"-Dquarkus.native.additional-build-args-append=$NATIVE_ARGS"}
fi
binary=$(compgen -G 'gateway-node/target/native/tollgate-gateway-node-*-runner' | head -1) || fail "no binary; run without --no-build"
[[ -f deploy/bench/target/bench.jar ]] || fail "deploy/bench is not built; run ./tollgate build"
echo "binary: $(($(stat -c %s "$binary") / 1048576)) MiB"

work=$(mktemp -d)
started_stack=
end() {
  [[ -z $started_stack ]] || ./tollgate down
  rm -rf "$work"
}
trap end EXIT
if ! ./tollgate status --json >"$work/status.json" 2>/dev/null; then
  ./tollgate up --nodes 1 --detach
  started_stack=yes
  ./tollgate status --json >"$work/status.json"
fi
"$JAVA_HOME/bin/java" -cp deploy/bench/target/bench.jar io.tollgate.bench.proof.ProofMain "$work/status.json" "$binary" "$work/node.log" || {
  cat "$work/node.log" >&2 || true
  exit 1
}
