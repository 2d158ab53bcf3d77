# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# lenscap top in a terminal of its own, whose size and keys the test chooses.

command -v tmux >/dev/null || skip "tmux is missing: apt-get install tmux"

# The server is in the namespace, so that it goes with it
tm()
{
	inside tmux -S "$DIR/tmux" -f /dev/null "$@"
}

# top_start COLUMNS LINES [OPTION...]: it prints "END STATUS" when it ended, and
# whether the terminal is as it was
top_start()
{
	local columns=$1 lines=$2

	shift 2
	cat >"$DIR/in_terminal" <<-EOT
		before=\$(stty -g)
		bash -c 'echo \$\$ >"$DIR/top_pid.new"
			mv "$DIR/top_pid.new" "$DIR/top_pid"
			exec "$LENSCAP" top --interval 1 --pin "$PIN" \
				--state "$STATE" $*'
		status=\$?
		[ "\$before" = "\$(stty -g)" ] || status="\$status, terminal changed"
		echo "END \$status"
		sleep 1000
	EOT
	rm -f "$DIR/top_pid"
	TERM=xterm tm new-session -d -x "$columns" -y "$lines" \
		"exec bash '$DIR/in_terminal'" || return
	tm set -g window-size manual
	STARTED="$STARTED $(tm display -p '#{pid}') $(tm display -p '#{pane_pid}')"
	for _ in $(seq 100); do
		[ -e "$DIR/top_pid" ] && break
		sleep .05
	done
	TOP_PID=$(cat "$DIR/top_pid")
}

# top_shows PATTERN: it does, soon
top_shows()
{
	for _ in $(seq 200); do
		tm capture-pane -p | grep -Eq -- "$1" && return 0
		sleep .05
	done
	tm capture-pane -p | sed 's/^/# /'
	return 1
}
