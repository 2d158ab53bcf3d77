#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# 50,000 prefixes: the fallback is written, loaded and lifted; how long it takes
# is said, not judged.
. "$(dirname "$0")/lib_boot.sh"
boot_place
plan 6

# took NAME COMMAND...
took()
{
	local name=$1 began=$EPOCHREALTIME

	shift
	run 0 "$name" "$@"
	echo "# note: $name: $(((${EPOCHREALTIME/./} - ${began/./}) / 1000)) ms"
}

# every second prefix of 24 bits, so that none goes on in the next
"$PYTHON" - >"$DIR/many.yaml" <<'EOT'
print("version: 1\ninterfaces: [{name: lan0}]\ngroups:\n"
      "  - name: banned\n    prefixes:")
for i in range(50000):
    oui = 0x440000 + 2 * i
    oui = oui & ~0x010000 if oui >> 16 & 1 else oui
    print(f'      - "{oui >> 16:02x}:{oui >> 8 & 255:02x}:{oui & 255:02x}/24"'
          if i < 32768 else f'      - "48:{i >> 8:02x}:{i & 255:02x}:10:00:00/28"')
EOT
took "apply" lc apply "$DIR/many.yaml"
boot_new
took "load" inside nft -f "$STATE/fallback.nft"
is "$(arrive 44:00:02:00:00:05 44:00:03:00:00:05 48:c3:4f:11:22:33 48:c3:4f:21:22:33)" \
	"drop pass drop pass" "the first and the last are dropped, others pass"
is "$(fallback)" "arp bridge inet" "all tables stand"
took "apply again" lc apply "$DIR/many.yaml"
is "$(fallback)" "" "no table stands"
finish
