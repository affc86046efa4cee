#!/usr/bin/env bash
# Installs what the judges need, pinned, into a cache folder outside the repository.
# Running it again when everything is there takes a fraction of a second. A part that cannot be installed is
# reported and left out: the runner then skips the judges that need it, and in CI it counts every skip as a failure.
#
#   tests/oracles/install.sh            install everything
#   tests/oracles/install.sh npm        only the npm packages, for the tests that need their schemas
#   COURSEPACK_CACHE=DIR ...            where to (default: ~/.cache/coursepack-tests)
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${COURSEPACK_CACHE:-$HOME/.cache/coursepack-tests}/oracles
mkdir -p "$cache" || exit 2
missing=0

say() { printf 'oracles: %s\n' "$*" >&2; }

# A part is current when its stamp holds the checksum of the list it was installed from.
stamp_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
current() { [ -f "$cache/$1.stamp" ] && [ "$(cat "$cache/$1.stamp")" = "$2" ]; }

apt_part() {
  command -v "$1" >/dev/null 2>&1 && return 0
  say "installing $2 with apt"
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo -n"
  if ! { $sudo apt-get install -y -q "$2" || { $sudo apt-get update -q && $sudo apt-get install -y -q "$2"; }; } \
      >"$cache/apt-$2.log" 2>&1; then
    say "apt could not install $2, see $cache/apt-$2.log"
    missing=1
  fi
}

npm_part() {
  local stamp
  stamp=$(stamp_of "$here/package.json" "$here/package-lock.json")
  current npm "$stamp" && return 0
  say "installing the npm packages"
  mkdir -p "$cache/npm" && cp "$here/package.json" "$here/package-lock.json" "$cache/npm/"
  if (cd "$cache/npm" && npm ci --ignore-scripts --no-audit --no-fund) >"$cache/npm.log" 2>&1; then
    printf '%s\n' "$stamp" >"$cache/npm.stamp"
  else
    say "npm failed, see $cache/npm.log"
    missing=1
  fi
}

# One virtual environment per judge: their dependencies exclude each other.
pip_part() {
  local name=$1 list="$here/requirements-$1.txt" venv="$cache/$1" stamp
  stamp=$(stamp_of "$list")
  if current "$name" "$stamp" && "$venv/bin/python" -c '' 2>/dev/null; then return 0; fi
  say "installing $name with pip"
  rm -rf "$venv" "$cache/$name.stamp"
  if { python3 -m venv "$venv" && "$venv/bin/python" -m pip install -q --disable-pip-version-check -r "$list"; } \
      >"$cache/$name.log" 2>&1; then
    printf '%s\n' "$stamp" >"$cache/$name.stamp"
  else
    say "pip failed for $name, see $cache/$name.log"
    missing=1
  fi
}

if [ "${1:-}" = npm ]; then
  npm_part
  exit $missing
fi
[ -n "${CHROMIUM:-}" ] || apt_part chromium chromium
apt_part xmllint libxml2-utils
apt_part SAX2Count libxerces-c-samples
npm_part
pip_part openedx
pip_part scormhost
pip_part wagtail
exit $missing
