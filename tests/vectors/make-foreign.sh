#!/usr/bin/env bash
# Writes the sealed files that other programs make, for `tests/vectors.rs`: rops 0.1.7 and sops 3.13.2, found in PATH or $REKISTERI_TOOLS/bin.
# Everything in them is invented; the key is the published test key. What must become of each is its first line, written here by hand.
# Only for a new version of one of the programs: the files are kept so that what they once wrote stays readable.
set -euo pipefail
cd "$(dirname "$0")"
export PATH="${REKISTERI_TOOLS:-/nonexistent}/bin:$PATH"
key=../common/keys/test-key.txt
me=$(sed -n 's/^# public key: //p' "$key")
# A recipient whose key was thrown away.
other=age1zpq20svt5arp6myemv4wezdmss3rfj8kqnwwa2mr8ussaeqh23hqt5x3yt
ROPS_AGE=$(tail -n 1 "$key")
export ROPS_AGE SOPS_AGE_KEY="$ROPS_AGE"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

plain_toml='[customer]
number = 1042
name = "Maija Mäki-Öhman"
email = "maija@example.fi"

[billing_address]
street = "Rantakatu 5\nc/o \"Satama\""
postcode = "02100"
city = "Raahe"

[state]
source = "true"
seen = "2026-11-22"
'
plain_json='{"customer": {"number": 1042, "name": "Maija Mäki-Öhman", "email": "maija@example.fi"},
"billing_address": {"street": "Rantakatu 5\nc/o \"Satama\"", "postcode": "02100", "city": "Raahe"},
"state": {"source": "true", "seen": "2026-11-22", "restricted": "1.50", "objected": "👩‍🚒 שלום Ma\u0308ki"}}'

# keep FILE EXPECT HOW: the header, then what comes on standard input.
keep() { { printf '# expect: %s\n# made by: %s\n' "$2" "$3"; cat; } >"$1"; }

rops_seals() { printf '%s' "$1" | rops encrypt --age "$me" "${@:2}"; }
rops_keeps() { rops_seals "[a]"$'\n'"$3"$'\n' --format toml | keep "sealed/rops-$1.toml" "$2" "rops 0.1.7, encrypt"; }

rops_seals "$plain_toml" --format toml | keep sealed/rops-encrypted.toml opens "rops 0.1.7, encrypt"
rops_seals "$plain_toml" --age "$other" --format toml | keep sealed/rops-two-recipients.toml opens "rops 0.1.7, encrypt"
rops_seals "$plain_json" --format json | keep sealed_json/rops-encrypted.json opens "rops 0.1.7, encrypt"
EDITOR='sed -i s/billing_address/postal_address/' env --default-signal=INT,QUIT rops edit --format toml <sealed/rops-encrypted.toml |
    keep sealed/rops-renamed.toml opens "rops 0.1.7, edit: a table renamed, so that the nonce of the MAC stands twice"
rops_keeps empty-text '`a.b` is empty' 'b = ""'
rops_keeps null '`a.b` is not sealed' 'b = "null"'
rops_keeps bool '`a.b` has a type other than str and int' 'b = true'
rops_keeps float '`a.b` has a type other than str and int' 'b = 1.5'
rops_keeps list '`a.b` is a list' 'b = ["c"]'
rops_keeps nested '`a.b` is a table inside a table' 'b = { c = "d" }'
rops_keeps unencrypted 'the name `b_unencrypted` is not allowed: it ends in `_unencrypted`' 'b_unencrypted = "c"'

work() { (cd "$dir" && sops "$@"); }
sops_keeps() { keep "sealed_json/sops-$1.json" "$2" "sops 3.13.2, $3" <"$dir/out.json"; }
sops_seals() { # NAME EXPECT PLAIN [RULE]: a rule is a line of a creation rule
    printf 'creation_rules:\n  - age: %s\n    %s\n' "$me" "${4:-}" >"$dir/.sops.yaml"
    printf '%s' "$3" >"$dir/plain.json"
    work encrypt --output out.json plain.json
    sops_keeps "$1" "$2" encrypt
}

sops_seals encrypted opens "$plain_json"
work set out.json '["billing_address"]["city"]' '"Åbo 🏠"'
sops_keeps set opens "set of a value"
SOPS_EDITOR='sed -i s/Rantakatu/Satamatie/' work edit out.json
sops_keeps edited opens edit
work rotate --in-place out.json
sops_keeps rotated opens rotate
printf 'creation_rules:\n  - age: %s,%s\n' "$me" "$other" >"$dir/.sops.yaml"
work updatekeys --yes out.json
sops_keeps two-recipients opens updatekeys
sops_seals long opens "{\"a\": {\"b\": \"$(printf 'Öylätti %.0s' {1..450})\"}}"
sops_seals empty-text '`a.b` is empty' '{"a": {"b": ""}}'
sops_seals null '`a.b` is null' '{"a": {"b": null}}'
sops_seals null-word '`a.b` is null' '{"a": {"b": "null"}}'
sops_seals bool '`a.b` has a type other than str and int' '{"a": {"b": true}}'
sops_seals float '`a.b` does not hold what its type says' '{"a": {"b": 1.5}}'
sops_seals list '`a.b` is a list' '{"a": {"b": ["c"]}}'
sops_seals nested '`a.b` is a table inside a table' '{"a": {"b": {"c": "d"}}}'
sops_seals top-level '`a` stands outside of a table' '{"a": "b"}'
sops_seals empty-table 'the table `d` is empty' '{"a": {"b": "c"}, "d": {}}'
sops_seals unencrypted 'the name `b_unencrypted` is not allowed: it ends in `_unencrypted`' '{"a": {"b_unencrypted": "c"}}'
sops_seals encrypted-regex '`sops.encrypted_regex` is not allowed' '{"a": {"b": "c"}}' 'encrypted_regex: ^b$'
sops_seals unencrypted-regex '`sops.unencrypted_regex` is not allowed' '{"a": {"b": "c"}}' 'unencrypted_regex: ^c$'
sops_seals encrypted-suffix '`sops.encrypted_suffix` is not allowed' '{"a": {"b": "c"}}' 'encrypted_suffix: b'
sops_seals other-suffix '`sops.unencrypted_suffix` is not `_unencrypted`' '{"a": {"b": "c"}}' 'unencrypted_suffix: _c'
sops_seals mac-only-encrypted '`sops.mac_only_encrypted` is not allowed' '{"a": {"b": "c"}}' 'mac_only_encrypted: true'
printf 'a:\n  # huomautus\n  b: c\n' >"$dir/plain.yaml"
printf 'creation_rules:\n  - age: %s\n' "$me" >"$dir/.sops.yaml"
work encrypt --output-type json --output out.json plain.yaml
sops_keeps comment opens "encrypt of YAML with a comment, which its JSON leaves out"
printf 'creation_rules:\n  - shamir_threshold: 2\n    key_groups: [{age: [%s]}, {age: [%s]}]\n' "$me" "$other" >"$dir/.sops.yaml"
printf '{"a": {"b": "c"}}' >"$dir/plain.json"
work encrypt --output out.json plain.json
sops_keeps key-groups '`sops.key_groups` is not allowed' "encrypt with two key groups"
