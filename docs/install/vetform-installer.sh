#!/bin/sh
# Installs vetform of one version: downloads the archive for this machine, compares its SHA-256 with the release's list, and
# unpacks it over a folder, ~/.local if none is named: the program goes to bin/, completions and manual pages to share/.
#
#   sh vetform-installer.sh [--prefix DIR] [--version VERSION] [--target TARGET]
#
# Nothing is written before the checksum is right, and nothing is run as root. VETFORM_RELEASES is another place to download
# from: an https:// address, a file:// folder, or http:// on this machine.
set -eu

releases=${VETFORM_RELEASES:-@RELEASES@}
version=@VERSION@
prefix=${HOME:?}/.local
target=

fail() {
  printf 'vetform-installer: %s\n' "$1" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --help) sed -n '2,/^set -eu/{ /^set/d; s/^# \{0,1\}//; p; }' "$0"; exit 0 ;;
    --prefix | --version | --target)
      [ $# -ge 2 ] || fail "$1 wants a value"
      case $1 in
        --prefix) prefix=$2 ;;
        --version) version=${2#v} ;;
        --target) target=$2 ;;
      esac
      shift 2 ;;
    *) fail "unknown argument $1; --prefix DIR, --version VERSION and --target TARGET are known" ;;
  esac
done

case $releases in
  https://*) scheme='=https' ;;
  file://*) scheme='=file' ;;
  http://127.0.0.1:* | http://localhost:*) scheme='=http' ;;
  @*) fail 'this copy belongs to no release: take the installer of a release, or set VETFORM_RELEASES' ;;
  *) fail "will not download from $releases: only https:// is safe from others" ;;
esac
case $version in
  '' | @* | *[!0-9A-Za-z.+-]*) fail "name a version, as in --version 1.2.3 (not $version)" ;;
esac

if [ -z "$target" ]; then
  system=$(uname -s) machine=$(uname -m)
  case $machine in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no program for the processor $machine; with Rust: cargo install vetform" ;;
  esac
  case $system in
    # Static: it needs no library of the machine.
    Linux) target=$machine-unknown-linux-musl ;;
    Darwin) target=$machine-apple-darwin ;;
    *) fail "there is no program for $system; with Rust: cargo install vetform" ;;
  esac
fi

for needed in curl tar; do
  command -v "$needed" > /dev/null || fail "$needed is needed, and not there"
done
if command -v sha256sum > /dev/null; then
  sum() { sha256sum "$1"; }
elif command -v shasum > /dev/null; then
  sum() { shasum -a 256 "$1"; }
else
  fail 'sha256sum or shasum is needed to check what was downloaded, and neither is there'
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

name=vetform-$version-$target
download() {
  curl --fail --silent --show-error --location --proto "$scheme" --proto-redir "$scheme" --retry 3 \
    --output "$work/$1" "$releases/v$version/$1" || fail "cannot download $releases/v$version/$1; nothing was installed"
}
download SHA256SUMS
wanted=$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$name\.tar\.gz\$/\1/p" "$work/SHA256SUMS")
[ -n "$wanted" ] || fail "release $version has no $name.tar.gz; nothing was installed"
download "$name.tar.gz"
is=$(sum "$work/$name.tar.gz" | cut -d ' ' -f 1)
[ "$is" = "$wanted" ] ||
  fail "the checksum of $name.tar.gz is $is, and the release says $wanted; nothing was installed. Try again; if it is the same, report it"

mkdir -p "$prefix"
tar -xzf "$work/$name.tar.gz" -C "$work"
"$work/$name/bin/vetform" --version > /dev/null || fail "the program for $target does not run on this machine; nothing was installed"
cp -R "$work/$name/." "$prefix/"

printf 'installed %s in %s\n' "$("$prefix/bin/vetform" --version)" "$prefix"
case :$PATH: in
  *:"$prefix/bin":*) ;;
  *) printf "add it to the PATH: export PATH=\"%s/bin:\$PATH\"\n" "$prefix" ;;
esac
