#!/usr/bin/env bash
# Installs what the browser, office and database tests need, where it may (root on Debian or Ubuntu). Elsewhere those
# tests are skipped and named at the end of the run; CI=true allows no skip.
set -u
missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
command -v soffice >/dev/null || missing+=(libreoffice-calc-nogui)
command -v fc-list >/dev/null && fc-list :lang=th | grep -q . || missing+=(fontconfig fonts-thai-tlwg)
command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing system packages for the tests: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 \
        || { echo "could not install ${missing[*]}" >&2; [ "${CI:-}" = true ] && exit 1; }
else
    echo "Not installed: ${missing[*]} (some tests will be skipped)"
fi
exit 0
