#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lenscap-metrics(7) has the families that the program prints, with type and
# labels, and its events with their fields.
. "$(dirname "$0")/lib_man.sh"
place
plan 11

# families: NAME TYPE LABELS of what metrics prints
families()
{
	"$PYTHON" -c '
import re, sys
kinds, labels = {}, {}
for line in sys.stdin:
    if line.startswith("# TYPE "):
        name, kind = line.split()[2:]
        kinds[name] = kind
        continue
    found = re.match(r"(\w+)(?:\{(.*)\})? ", line)
    if found and not line.startswith("#"):
        names = re.findall(r"(\w+)=\"", found[2] or "")
        labels[found[1]] = ",".join(names) or "-"
for name in sorted(kinds):
    print(name, kinds[name], labels.get(name, "?"))'
}

file=$(policy one)
cat >>"$file" <<'END'
    rules:
      - {name: call, peer: 203.0.113.9, proto: udp, initiated-by: device}
END
sed -i 's/{name: banned, \(.*\)}/name: banned\n    \1/' "$file"
run 0 "apply" lc apply "$file"
send cam0 44:19:b6:00:00:05 2
wait_counted pass 2
said=$(lc metrics | families)
is "$(grep -c '?' <<<"$said")" 0 "there is a series of each family"
# without the module this one is not printed
said="$said
lenscap_guard_closed gauge interface"
same "families" "$said" "$(manual metrics)"
same "names in the source" \
	"$(grep -oh '"lenscap_[a-z_]*"' "$CLI_ROOT"/userspace/metrics/*.c | tr -d \")" \
	"$(manual metrics | cut -d ' ' -f 1)"

# the table of events, and the fields of their object
source=$CLI_ROOT/userspace/event/event.c
same "events" "$(tr -d '\n\t' <"$source" | tr -d ' ' |
	grep -oE '=\{"[a-z-]+",LOG_LEVEL_[A-Z]+,"[0-9a-f]{32}"\}' |
	sed 's/={"\([a-z-]*\)",[A-Z_]*,"\([0-9a-f]*\)"}/\1 \2/')" "$(manual events)"
nsenter --net="/run/netns/$NS" -- "$LENSCAP" serve --events json --listen none \
	--pin "$PIN" --state "$STATE" >"$DIR/events" 2>/dev/null &
serve=$!
STARTED="$STARTED $serve"
for _ in $(seq 100); do
	[ -s "$DIR/events" ] && break
	sleep .05
done
kill -TERM "$serve"
wait "$serve"
same "fields" "$(head -n 1 "$DIR/events" | "$PYTHON" -c '
import json, sys
print(*sorted(set(json.load(sys.stdin)) - {"time", "text"}), sep="\n")')" \
	"$(manual fields)"
is "$(grep -c '^\.Va time$\|^\.Va text \.$' "$CLI_ROOT/man/lenscap-metrics.7")" 2 \
	"and the two that the object alone has"
finish
