#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Gate: systemd has nothing to say about the units, none of them opens the cameras
# when it is stopped, and what listens is exposed no more than 2.5 of 10.
. "$(dirname "$0")/lib.sh"
need systemd-analyze systemd

# check FILE...: the command is not installed here, so another is in its place
check() {
	local unit said bad=0

	mkdir -p "$LINT_DIR/units"
	for unit in "$@"; do
		sed 's,/usr/local/sbin/lenscap,/bin/true,' "$unit" \
			>"$LINT_DIR/units/${unit##*/}"
	done
	for unit in "$@"; do
		said=$(systemd-analyze verify --man=no --recursive-errors=no \
			"$LINT_DIR/units/${unit##*/}" 2>&1)
		[ -z "$said" ] || { printf '%s: %s\n' "$unit" "$said"; bad=1; }
		# a record is all that may be made when something is stopped
		grep -nH -e '^ExecStop' "$unit" |
			grep -v '=/usr/local/sbin/lenscap record ' && bad=1
		grep -q '^ExecStart=.* serve' "$unit" && { exposed "$unit" || bad=1; }
	done
	return $bad
}

# exposed UNIT: no more than it may be; says to what it is otherwise
exposed() {
	local said

	said=$(systemd-analyze security --offline=true --no-pager --threshold=25 \
		"$LINT_DIR/units/${1##*/}" 2>&1) && return
	printf '%s: %s\n' "$1" "$(tail -n 1 <<<"$said")"
	return 1
}

units() {
	lint_files | grep '^contrib/systemd/.*\.\(service\|timer\)$'
}

planted key.service <<'EOF'
[Service]
Type=oneshot
ExecStrat=/bin/true
ExecStart=/bin/true
EOF
planted type.service <<'EOF'
[Service]
Type=once
ExecStart=/bin/true
EOF
planted gone.service <<'EOF'
[Service]
ExecStart=/usr/sbin/no-such-command
EOF
planted stop.service <<'EOF'
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/lenscap apply --again
ExecStop=/usr/local/sbin/lenscap unload
EOF
planted record.service <<'EOF'
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/true
ExecStop=/usr/local/sbin/lenscap record --kind shutdown
EOF
planted lenient-serve.service <<'EOF'
[Service]
ExecStart=/usr/local/sbin/lenscap serve
NoNewPrivileges=yes
ProtectSystem=strict
EOF
planted good.service <<'EOF'
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/lenscap apply --again
EOF

plan 8
rejects "a key that is none" key.service
rejects "a value that is none" type.service
rejects "a command that is none" gone.service
rejects "a stop that opens the cameras" stop.service
rejects "a server that may do anything" lenient-serve.service
accepts good.service
accepts record.service
tree_is_clean units
finish
