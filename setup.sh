#!/usr/bin/env bash
# Fill .venv with the locked packages, after the system libraries they are built on: ./setup.sh [PYTHON]
# Or install what only tests need, where that is possible, and else do without: ./setup.sh --for-tests
set -euo pipefail
cd "$(dirname "$0")"
python=${1:-python3}

stop() { echo "setup: $*" >&2; exit 1; }

# Whether Debian packages may be installed here: by root, or with $sudo.
may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] && sudo= && return
    sudo=sudo
    command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }
}

apt() {
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
}

# What tests alone need: a browser for the pages, a reader for the pictures.
if [ "$python" = --for-tests ]; then
    has() { command -v "$1" >/dev/null; }
    packages=
    has chromium || has chromium-browser || has google-chrome || packages="chromium "
    has tesseract || packages+="tesseract-ocr "
    [ -n "$packages" ] || exit 0
    echo "setup: missing on this system, for tests: $packages"
    if may_install && apt; then exit 0; fi
    echo "setup: they could not be installed here; the tests that need them are skipped, and say so" >&2
    exit 0
fi

case $PWD in *\'*) stop "meson and manim stumble over the apostrophe in $PWD; rename the folder" ;; esac
command -v "$python" >/dev/null || stop "$python was not found; install Python 3.11 or newer, or name it: make setup PYTHON=…"
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "$python is Python $version; 3.11 or newer is needed; name another: make setup PYTHON=…"

# The Debian packages whose content this machine lacks, from wherever it may have come.
missing() {
    command -v cc >/dev/null || echo gcc libc6-dev
    pkg-config --exists cairo pangocairo 2>/dev/null || echo pkg-config libcairo2-dev libpango1.0-dev
    "$python" -c 'import ensurepip' 2>/dev/null || echo "python$version-venv"
    [ -f "$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ] ||
        echo "python$version-dev"
}

packages=$(missing | tr '\n' ' ')
if [ -n "$packages" ]; then
    echo "setup: missing on this system: $packages"
    if ! command -v apt-get >/dev/null; then
        stop "install cairo, pango, pkg-config, a C compiler and Python's headers, then call make again:
  Homebrew: brew install cairo pango pkgconf
  Fedora:   sudo dnf install gcc pkgconf-pkg-config cairo-devel pango-devel python3-devel
  Arch:     sudo pacman -S --needed gcc pkgconf cairo pango python"
    elif may_install; then
        apt
    else
        stop "only root may install them; type this as root, then call make again:
  apt-get update && apt-get install -y --no-install-recommends $packages"
    fi
    packages=$(missing | tr '\n' ' ')
    [ -z "$packages" ] || stop "still missing for $python after the installation: $packages"
fi

[ ! -L .venv ] || stop ".venv is a link to $(readlink .venv), and filling it would empty that folder; remove the link first"
echo "setup: installing the locked packages into .venv (a few minutes the first time)"
"$python" -m venv --clear .venv
PATH="$PWD/.venv/bin:$PATH" # the builds call meson, ninja and cython by name
pip_install() { python -m pip install --disable-pip-version-check --require-hashes --no-build-isolation "$@"; }
pip_install --quiet -r requirements-build.lock
pip_install -r requirements.lock
