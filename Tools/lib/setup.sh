# Sourced by the commands in Tools: finds the repository, installs what the build needs, builds.
# Everything it says goes to standard error, so that a command's own output stays clean.

peruse_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
peruse_packages=(libxml2-dev libicu-dev libdnnl-dev libarchive-dev libgmime-3.0-dev libsqlite3-dev libedit-dev libstemmer-dev libssl-dev pkg-config poppler-utils)

say() { printf 'peruse: %s\n' "$*" >&2; }

die() {
  say "$1"
  exit "${2:-70}"
}

# Installs the distribution packages that are missing; silent when nothing is.
install_missing_packages() {
  local missing=() package
  if ! command -v dpkg-query >/dev/null 2>&1; then
    pkg-config --exists libxml-2.0 icu-uc libarchive sqlite3 libedit libcrypto 2>/dev/null && return 0
    die "this is no Debian or Ubuntu system: install the development files of libxml2, ICU, oneDNN, libarchive, libstemmer, libcrypto and SQLite, and pkg-config, and GMime 3 if mails are to be read, then run this again" 69
  fi
  for package in "${peruse_packages[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0

  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || die "these packages are missing and sudo is not here to install them: ${missing[*]}" 69
    as_root=(sudo)
  fi
  say "installing from the distribution: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get install -y -qq "${missing[@]}" >&2 2>/dev/null && return 0
  say "refreshing the package lists first"
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" apt-get install -y -qq "${missing[@]}" >&2 ||
    die "the distribution could not install: ${missing[*]}" 69
}

require_swift() {
  command -v swift >/dev/null 2>&1 ||
    die "no Swift toolchain on the PATH; Peruse needs Swift 6.1 or newer (https://www.swift.org/install)" 69
}
