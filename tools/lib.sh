# Words shared by corong, tools/toolchain and .ci/run: say, fail, run with a log, do once.
# Sourced by bash, with the repository as working directory. Does nothing by itself.

toolchain=${CORONG_TOOLCHAIN:-$PWD/build/toolchain}
logs=$PWD/build/log

say() { printf '%s\n' "$*"; }

# fail WHAT WHY DO: one way to end badly, in three answers.
fail() {
  printf '\ncorong: %s\n   why: %s\n    do: %s\n' "$1" "$2" "$3" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# logged NAME COMMAND...: runs it with its output in build/log/NAME.log.
# On failure shows the end of that log and ends.
logged() {
  local name=$1 log=$logs/$1.log
  shift
  mkdir -p "$logs"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    printf '\n' >&2
    tail -n "${CORONG_LOG_LINES:-40}" "$log" >&2
    fail "$name failed: $*" "the lines above are the end of build/log/$name.log" \
      "mend that and run the same command again; what is done stays done"
  fi
}

# A stamp holds the key under which a piece of work was done; another key means: do it again.
is_done() { [[ -f $toolchain/stamp/$1 && $(<"$toolchain/stamp/$1") == "$2" ]]; }
done_now() {
  mkdir -p "$toolchain/stamp"
  printf '%s\n' "$2" >"$toolchain/stamp/$1"
}

key_of() { cat "$@" | cksum; }

# version_at_least 20.3 18.3
version_at_least() { [[ $(printf '%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

# npm_ci FOLDER: installs exactly what the lock file there names; no package runs a script of its own.
npm_ci() (cd "$1" && npm ci --ignore-scripts --no-progress)
