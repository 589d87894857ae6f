"""Says of each line `kind<TAB>number` on standard input whether python-stdnum takes it: `yes` or `no`, line by line."""

import sys

from stdnum import iban, iso11649
from stdnum.fi import hetu, ytunnus

KINDS = {
    "business_id": ytunnus.is_valid,
    "iban": iban.is_valid,
    "identity_code": lambda number: hetu.is_valid(number, allow_temporary=True),
    "rf": iso11649.is_valid,
}

for line in sys.stdin.buffer.read().decode().splitlines():
    kind, number = line.split("\t")
    print("yes" if KINDS[kind](number) else "no")
