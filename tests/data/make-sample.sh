#!/usr/bin/env bash
# Makes the project's own sample anew: `records/` from `tests/data/customers.csv`, sealed for the published key under
# `tests/common/keys`. The description is the one that stands in `records/register.toml`.
# Usage, from the top of the project: tests/data/make-sample.sh target/debug/rekisteri
set -euo pipefail
program=$(realpath "$1")
top=$(realpath "$(dirname "$0")/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
install -m 600 "$top/tests/common/keys/test-key.txt" "$work/key.txt"
rekisteri() { env -i HOME="$work" PATH="$PATH" LANG=C.UTF-8 REKISTERI_IDENTITY="$work/key.txt" "$program" -C "$work/register" "$@"; }

rekisteri init "$work/register" --from "$top/records/register.toml"
rekisteri import "$top/tests/data/customers.csv" --yes --quiet
id=$(grep '^id = ' "$top/records/register.toml")
find "$top/records" -mindepth 1 -maxdepth 1 -type d -exec rm -r {} +
cp -r "$work/register/records/." "$top/records/"
sed -i "s/^id = .*/$id\nsample = true/" "$top/records/register.toml"
