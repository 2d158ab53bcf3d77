#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: the folders of userspace/ depend one way. What a file includes stands in
# its own folder or in one that is named before it here; the commands see all.
. "$(dirname "$0")/lib.sh"

layers='base frame maps policy compile port guard permit slot ledger census record
	metrics report serve event diff replay top'

check() {
	awk -v layers="$layers" '
	function complain(what) {
		printf "%s:%d: %s\n", FILENAME, FNR, what
		bad = 1
	}
	BEGIN {
		count = split(layers, names, " ")
		for (i = 1; i <= count; i++)
			floor[names[i]] = i
	}
	FNR == 1 {
		parts = split(FILENAME, way, "/")
		own = parts > 2 ? way[parts - 1] : ""
		if (parts > 2 && !(own in floor))
			complain(own "/ is in no layer; name it in lint/layers.sh")
	}
	/^#include "/ {
		split($2, quoted, "\"")
		depth = split(quoted[2], way, "/")
		if (own == "" || way[1] == ".." || quoted[2] ~ /\.skel\.h$/)
			next
		if (depth == 1 || !(way[1] in floor) || floor[way[1]] > floor[own])
			complain(own "/ includes " quoted[2] ", which stands above it")
	}
	END { exit bad }
	' "$@"
}

files() {
	lint_files | grep '^userspace/.*\.[ch]$'
}

planted userspace/base/bad.c <<'EOF'
#include "slot/live.h"
EOF
planted userspace/maps/cmd.c <<'EOF'
#include "cmd.h"
EOF
planted userspace/misc/new.c <<'EOF'
#include "base/fault.h"
EOF
planted userspace/slot/good.c <<'EOF'
#include "base/fault.h"
#include "slot/live.h"
EOF
planted userspace/cmd_good.c <<'EOF'
#include "cmd.h"
#include "slot/live.h"
EOF

plan 6
rejects "a folder below that includes one above" userspace/base/bad.c
rejects "a folder that includes the commands" userspace/maps/cmd.c
rejects "a folder that is in no layer" userspace/misc/new.c
accepts userspace/slot/good.c
accepts userspace/cmd_good.c
tree_is_clean files
finish
