# Emscripten, unpacked from the next Debian into a private folder; nothing of it is installed over the system.
# Its programs want a newer libc than this machine has, so each is told to load the libraries beside it.
# Sourced by tools/toolchain. Layout of $toolchain:
#   apt/         private package state and downloads     root/        the unpacked packages
#   emscripten   link to the compiler in use             src/<name>/  imgui, doctest, nlohmann_json, xxhash
#   npm/         Emscripten's own JavaScript modules     cache/       system libraries it has built

suite=forky
root=$toolchain/root

# A compiler that is there already: prints its folder.
emscripten_at_hand() {
  local em
  for em in "${EMSDK:+$EMSDK/upstream/emscripten/}emcc" emcc; do
    have "$em" || continue
    version_at_least "$(emcc_version "$em")" 4.0 || continue
    "$(dirname "$(command -v "$em")")/em-config" EMSCRIPTEN_ROOT && return
  done
  return 1
}

emcc_version() { "$1" --version 2>/dev/null | sed -n '1s/.* \([0-9][0-9.]*\)[-+ ].*/\1/p'; }

# apt-get or apt-cache in a state of its own: sees the newer suite only and believes nothing is installed.
# A mirror may stand still (a frozen snapshot), so an old list is accepted; its signature is checked as always.
private_apt() {
  local tool=$1 apt=$toolchain/apt
  shift
  "$tool" -q -o Dir::State="$apt/state" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" \
    -o Dir::Log="$apt/log" -o Dir::Etc::sourcelist="$apt/suite.sources" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null -o Debug::NoLocking=true \
    -o APT::Install-Recommends=false -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none \
    -o Acquire::Retries=3 -o Acquire::Check-Valid-Until=false "$@"
}

# The mirror this machine uses for its own release.
own_mirror() {
  local codename
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk -v codename="$codename" '$2 == codename && $3 == "main" { print $1; exit }'
}

package_lists() {
  local apt=$toolchain/apt mirror
  mirror=$(own_mirror)
  [[ -n $mirror ]] || fail "no Debian source was found on this machine" \
    "Emscripten is unpacked from Debian's suite $suite, at the mirror of the machine's own apt sources" \
    "use Debian 12 or newer, or install emsdk 4.0 or newer and put emcc on PATH"
  mkdir -p "$apt"/{log,state/lists/partial,cache/archives/partial}
  : >"$apt/status"
  cat >"$apt/suite.sources" <<END
Types: deb deb-src
URIs: $mirror
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
  logged package-lists private_apt apt-get update -o APT::Update::Error-Mode=any
}

download() {
  logged download private_apt apt-get install -y --download-only emscripten doctest-dev nlohmann-json3-dev libxxhash-dev
  mkdir -p "$toolchain/apt/source"
  logged download-imgui fetch_imgui
}

fetch_imgui() (cd "$toolchain/apt/source" && rm -f ./* && private_apt apt-get source --download-only imgui)

unpack() {
  rm -rf "$root"
  mkdir -p "$root"
  logged unpack unpack_each
}

unpack_each() {
  local package
  for package in "$toolchain"/apt/cache/archives/*.deb; do
    dpkg-deb --extract "$package" "$root" || return
  done
}

# Every program loads the private libc and libraries; libraries that carry a search path of their own lose it.
settle_programs() { logged settle settle_each; }

settle_each() {
  local libraries loader llvm file
  libraries=$(dirname "$(find "$root/usr/lib" -maxdepth 2 -name libstdc++.so.6 -print -quit)")
  llvm=$(llvm_folder)
  loader=$(patchelf --print-interpreter "$llvm/bin/clang")
  for file in "$llvm"/bin/* "$root"/usr/bin/wasm*; do
    is_elf "$file" || continue
    patchelf --remove-rpath "$file" &&
      patchelf --force-rpath --set-rpath "$libraries:$llvm/lib" \
        --set-interpreter "$libraries/$(basename "$loader")" "$file" || return
  done
  for file in "$libraries"/lib{LLVM,clang,binaryen}*.so*; do
    is_elf "$file" && { patchelf --set-rpath '$ORIGIN' "$file" || return; }
  done
  "$llvm/bin/clang" --version && "$root/usr/bin/wasm-opt" --version
}

llvm_folder() { dirname "$(dirname "$(find "$root"/usr/lib/llvm-*/bin -name wasm-ld -print -quit)")"; }

is_elf() { [[ ! -L $1 && $(head -c 4 "$1" | tr -d '\0') == $'\x7fELF' ]]; }

# Sources in the layout upstream has, so that CMake sees no difference (tools/dependencies.cmake).
place_sources() {
  local src=$toolchain/src
  rm -rf "$src"
  mkdir -p "$src"/{imgui,doctest,nlohmann_json/include,xxhash}
  tar -xf "$toolchain"/apt/source/imgui_*.orig.tar.* -C "$src/imgui" --strip-components=1
  cp -r "$root/usr/include/doctest" "$src/doctest/"
  cp -r "$root/usr/include/nlohmann" "$src/nlohmann_json/include/"
  cp "$root/usr/include/xxhash.h" "$src/xxhash/"
  cp "$root/usr/share/doc/doctest-dev/copyright" "$src/doctest/LICENSE"
  cp "$root/usr/share/doc/nlohmann-json3-dev/copyright" "$src/nlohmann_json/LICENSE"
  cp "$root/usr/share/doc/libxxhash-dev/copyright" "$src/xxhash/LICENSE"
}

javascript_modules() {
  local npm=$toolchain/npm
  mkdir -p "$npm"
  cp tools/emscripten/{package.json,package-lock.json,.npmrc} "$npm/"
  logged npm-emscripten npm_ci "$npm"
}

configure_emscripten() {
  local home=$root/usr/share/emscripten
  ln -sfn "$toolchain/npm/node_modules" "$home/node_modules"
  cat >"$home/.emscripten" <<END
LLVM_ROOT = '$(llvm_folder)/bin'
BINARYEN_ROOT = '$root/usr'
NODE_JS = '$(command -v node)'
CLOSURE_COMPILER = ['$(command -v node)', '$toolchain/npm/node_modules/google-closure-compiler/cli.js']
CACHE = '$toolchain/cache'
END
  ln -sfn "$home" "$toolchain/emscripten"
}

# A first small program makes Emscripten build the system libraries that ours will link.
system_libraries() {
  local trial=$toolchain/trial
  mkdir -p "$trial"
  cat >"$trial/trial.cpp" <<'END'
#include <GLES3/gl3.h>
#include <iostream>
int main(int count, char**) {
    try {
        if (count > 9) glFlush();
        throw 1;
    } catch (int) { std::cout << "ready\n"; }
}
END
  logged system-libraries "$toolchain/emscripten/em++" -O2 -fwasm-exceptions -lidbfs.js -sALLOW_MEMORY_GROWTH \
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 "$trial/trial.cpp" -o "$trial/trial.js"
  logged trial-run node "$trial/trial.js"
}

# What was unpacked, against what was last tested (tools/versions.txt): a difference is told, not refused.
report_drift() {
  local name tested now
  while read -r name tested; do
    [[ $name == '#' || -z $name ]] && continue
    now=$(version_of "$name" || true)
    [[ -z $now || $now == "$tested" ]] || say "      note: $name is $now; last tested with $tested"
  done <tools/versions.txt
}

version_of() {
  case $1 in
  emscripten) emcc_version "$toolchain/emscripten/emcc" ;;
  clang) "$(llvm_folder)/bin/clang" --version | sed -n '1s/.*version \([0-9.]*\).*/\1/p' ;;
  binaryen) "$root/usr/bin/wasm-opt" --version | sed 's/.* //' ;;
  imgui) sed -n 's/^#define IMGUI_VERSION  *"\(.*\)".*/\1/p' "$toolchain/src/imgui/imgui.h" ;;
  doctest) awk '/define DOCTEST_VERSION_(MAJOR|MINOR|PATCH) / { v = v s $3; s = "." } END { print v }' \
    "$toolchain/src/doctest/doctest/doctest.h" ;;
  nlohmann_json) awk '/define NLOHMANN_JSON_VERSION_(MAJOR|MINOR|PATCH) / { v = v s $3; s = "." } END { print v }' \
    "$toolchain/src/nlohmann_json/include/nlohmann/detail/abi_macros.hpp" ;;
  xxhash) awk '/define XXH_VERSION_(MAJOR|MINOR|RELEASE) / { v = v s $NF; s = "." } END { print v }' \
    "$toolchain/src/xxhash/xxhash.h" ;;
  node) node -p process.versions.node ;;
  chromium) chromium --version 2>/dev/null | sed 's/^[^0-9]*\([0-9.]*\).*/\1/' ;;
  esac
}
