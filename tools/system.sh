# System packages: sees what is missing, installs it where we may, else says the one command to type.
# Sourced by tools/toolchain.

# missing_packages PURPOSE...: the Debian packages of tools/packages.txt that this machine lacks.
missing_packages() {
  local program package purpose
  while read -r program package purpose; do
    [[ $program == '#' || " $* " != *" $purpose "* ]] && continue
    if [[ $program == '=' ]]; then
      have dpkg && ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' && echo "$package"
    else
      have "$program" || echo "$package"
    fi
  done <tools/packages.txt
}

# system_packages PURPOSE...
system_packages() {
  local missing
  missing=$(missing_packages "$@" | tr '\n' ' ')
  if [[ -n $missing ]]; then
    have apt-get || fail "these are missing: $missing" "only Debian's packages can be installed from here" \
      "install what those Debian packages hold with your own package manager"
    local install="apt-get install -y --no-install-recommends $missing"
    [[ $(id -u) == 0 ]] || fail "the machine lacks: $missing" "only root may install them" \
      "type: sudo apt-get update && sudo $install"
    say "      installing $missing"
    logged apt-update apt-get update
    logged apt-install env DEBIAN_FRONTEND=noninteractive $install
  fi
  local node python
  node=$(node -p process.versions.node || echo 0)
  version_at_least "$node" 18.3 || fail "Node $node is too old" "Emscripten and the tests need 18.3" \
    "install a newer nodejs, or put one first on PATH"
  python=$(python3 -c 'import platform; print(platform.python_version())' || echo 0)
  version_at_least "$python" 3.10 || fail "Python $python is too old" "Emscripten needs 3.10" \
    "install a newer python3, or put one first on PATH"
}
