# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What is known of the detectors in the guest: the log since a mark, leaks,
# whether they still watch. Sourced; no faults and no tests here.

DEBUG_LEAKS=/sys/kernel/debug/kmemleak
DEBUG_MARK=

# What the kernel says when a detector has seen something. No "Call Trace": a
# memory failure that a test asked for has one, too.
debug_splats='BUG:|WARNING:|INFO: (possible|trying|lockdep|task|rcu)|Oops'
debug_splats+='|general protection|suspicious RCU|ODEBUG|UBSAN|refcount_t'
debug_splats+='|inconsistent lock|possible (recursive|circular) locking'
debug_splats+='|list_(add|del) corruption|unregister_netdevice: waiting'
debug_splats+='|ref_tracker:|blocked for more than|rcu: INFO|soft lockup'
debug_splats+='|Kernel panic|kmemleak: .*(new suspected|disabled|error)'

# mark NAME: what comes after it is of now
mark()
{
	DEBUG_MARK="lenscap: $1 ($$.$RANDOM)"
	echo "$DEBUG_MARK" >/dev/kmsg
}

# since: the log after the last mark
since()
{
	dmesg | awk -v mark="$DEBUG_MARK" 'found; index($0, mark) { found = 1 }'
}

# splats: what is wrong in it, with the trace that follows
splats()
{
	since | grep -E -A 45 -- "$debug_splats"
}

# scan_leaks: look for leaks twice. An object must be some seconds old, and
# one that was seen the first time may have been on the move. Fails when
# kmemleak has turned itself off, as it does when its own memory is short.
scan_leaks()
{
	sleep 12
	echo scan >"$DEBUG_LEAKS" && sleep 6 && echo scan >"$DEBUG_LEAKS"
} 2>/dev/null

leaks()
{
	cat "$DEBUG_LEAKS" 2>/dev/null
}

forget_leaks()
{
	echo clear >"$DEBUG_LEAKS"
}

# lockdep stops at its first report, and when its tables are full
lockdep_watches()
{
	grep -Eq '^ *debug_locks: *1$' /proc/lockdep_stats
}

# show: stdin as diagnostics
show()
{
	sed 's/^/# /'
}

# named "ok NUMBER [- ]NAME": what a line of TAP is about
named()
{
	local rest=${1#ok }

	rest=${rest#* }
	printf '%s' "${rest#- }"
}
