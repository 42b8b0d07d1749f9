# Sourced by tollgate and mvnw: finds a JDK that is new enough, whatever the default 'java' is.
# shellcheck shell=bash

readonly TOLLGATE_JDK_LEAST=25

# Prints the major version of the JDK in directory $1; fails when there is no JDK, only a JRE, or nothing.
jdk_major() {
  local home=$1 version=''
  [[ -x $home/bin/javac && -x $home/bin/java ]] || return 1
  if [[ -r $home/release ]]; then
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$home/release" | head -n 1)
  fi
  if [[ -z $version ]]; then
    version=$("$home/bin/java" -version 2>&1 | sed -n 's/^[a-z]* version "\([^"]*\)".*/\1/p' | head -n 1)
  fi
  version=${version#1.}
  version=${version%%[!0-9]*}
  [[ -n $version ]] || return 1
  printf '%s\n' "$version"
}

# Prints directories that may hold a JDK, the preferred ones first. TOLLGATE_JVM_DIRS, separated by colons, replaces the
# places where JDKs are usually installed.
jdk_candidates() {
  local path directory directories
  printf '%s\n' "${TOLLGATE_JAVA_HOME:-}" "${JAVA_HOME:-}"
  path=$(command -v javac 2>/dev/null || true)
  if [[ -n $path ]]; then
    path=$(readlink -f "$path" 2>/dev/null || printf '%s' "$path")
    printf '%s\n' "${path%/bin/javac}"
  fi
  if [[ -n ${TOLLGATE_JVM_DIRS:-} ]]; then
    IFS=: read -r -a directories <<<"$TOLLGATE_JVM_DIRS"
  else
    directories=(/usr/lib/jvm "$HOME/.sdkman/candidates/java" "$HOME/.jdks" "$HOME/.local/share/mise/installs/java" /opt
      /opt/java /Library/Java/JavaVirtualMachines "$HOME/Library/Java/JavaVirtualMachines")
  fi
  for directory in "${directories[@]}"; do
    printf '%s\n' "$directory"/* "$directory"/*/Contents/Home
  done
}

# Sets and exports JAVA_HOME; says what to install and fails when no JDK is new enough.
require_jdk() {
  local home major older=''
  if [[ -n ${TOLLGATE_JAVA_HOME:-} ]] && ! jdk_major "$TOLLGATE_JAVA_HOME" >/dev/null; then
    printf 'TOLLGATE_JAVA_HOME is %s, where no JDK is. Set it to the directory that holds bin/javac, or unset it.\n' \
      "$TOLLGATE_JAVA_HOME" >&2
    return 1
  fi
  while IFS= read -r home; do
    [[ -n $home && -d $home ]] || continue
    major=$(jdk_major "$home") || continue
    if ((major >= TOLLGATE_JDK_LEAST)); then
      export JAVA_HOME=$home
      return 0
    fi
    older="$older $major"
  done < <(jdk_candidates)
  {
    printf 'Tollgate needs a JDK %s or newer and found %s.\n' "$TOLLGATE_JDK_LEAST" "${older:+only version}${older:-none}"
    printf 'Install one, for example Temurin %s from https://adoptium.net or by "sdk install java %s-tem",\n' \
      "$TOLLGATE_JDK_LEAST" "$TOLLGATE_JDK_LEAST"
    printf 'or name the directory of one that is installed: TOLLGATE_JAVA_HOME=/path/to/jdk %s\n' "${0##*/}"
  } >&2
  return 1
}
