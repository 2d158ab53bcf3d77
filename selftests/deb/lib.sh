# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The packages, made when the tree is newer, and a Debian 12 that systemd boots in
# namespaces of its own, made once. What must hold of both is the tests' matter.
#
#     cam0 --- lan0 [lenscap]       in the machine

set -u
export PATH=$PATH:/usr/sbin:/sbin

DEB_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
DEB_OUT=$DEB_ROOT/build/deb
PYTHON=/usr/bin/python3
cd "$DEB_ROOT" || exit 1

# shellcheck source=SCRIPTDIR/../tap.sh
. selftests/tap.sh

CAM=44:19:b6:00:00:01
DIR=
MACHINE=
STARTED=

# shellcheck disable=SC2317 # the trap calls it
cleanup()
{
	local pid

	trap '' INT TERM HUP
	for pid in $STARTED $MACHINE; do
		kill -KILL "$pid" 2>/dev/null
	done
	wait 2>/dev/null
	[ -z "$DIR" ] || rm -rf "$DIR"
}

# need COMMAND PACKAGE
need()
{
	command -v "$1" >/dev/null || skip "$1 is missing, of package $2"
}


# ---- the packages ------------------------------------------------------------

# package NAME: the file of it
package()
{
	compgen -G "$DEB_OUT/$1_*.deb"
}

# Is there anything that the packages are made of, newer than they are?
outdated()
{
	local oldest

	oldest=$(package lenscap) && package lenscap-dkms >/dev/null || return 0
	[ -n "$(find . \( -path ./build -o -path ./.git -o -path ./selftests \
		-o -name __pycache__ \) -prune -o -newer "$oldest" -print -quit)" ]
}

make_packages()
{
	local said

	outdated || return 0
	said=$(scripts/deb 2>&1) && return
	printf '%s\n' "$said" | sed 's/^/# /'
	return 1
}

# packages: both are there, and of this tree; or the test has failed
packages()
{
	local said

	[ "$(id -u)" -eq 0 ] || skip "needs root"
	said=$(scripts/deps --check deb 2>&1) ||
		skip "$(sed -n '1s/^missing: //p' <<<"$said") is missing"
	DIR=$(mktemp -d) || exit 1
	trap cleanup EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	exec 9>"$DEB_ROOT/build/deb.lock"
	flock 9
	make_packages || {
		printf '1..1\nnot ok 1 the packages can be made\n'
		exit 1
	}
	exec 9>&-
}

# newer NAME VERSION [COMMAND]: the package once more as of that version, with
# another build of the command where one is given; its file on stdout
newer()
{
	local tree=$DIR/$1-$2 file=$DIR/$1_$2.deb

	dpkg-deb -R "$(package "$1")" "$tree" &&
		sed -i "s/^Version: .*/Version: $2/" "$tree/DEBIAN/control" &&
		{ [ -z "${3:-}" ] || install -m 755 "$3" "$tree/usr/sbin/lenscap"; } &&
		dpkg-deb --root-owner-group -b "$tree" "$file" >/dev/null &&
		echo "$file"
}

# ---- the machine -------------------------------------------------------------

# What debootstrap is to take along: systemd, and all that lenscap wants
included()
{
	dpkg-deb -f "$(package lenscap)" Depends Recommends | sed 's/^[^:]*: //' |
		tr ',' '\n' | awk '{ print $1 }' | sort -u | tr '\n' ','
	echo systemd-sysv
}

# Where this machine has its own packages from
mirror()
{
	# shellcheck disable=SC2016 # apt's words
	apt-get indextargets --format '$(SITE) $(LABEL)' \
		'Created-By: Packages' | awk '$2 == "Debian" { print $1; exit }'
}

# base: $DEB_OUT/base is a Debian 12 with that, or the test is skipped
base()
{
	local of

	of=$(included)
	[ "$(cat "$DEB_OUT/base.of" 2>/dev/null)" != "$of" ] || return 0
	rm -rf "$DEB_OUT/base" "$DEB_OUT/base.of"
	need debootstrap debootstrap
	debootstrap --variant=minbase --include="$of" bookworm \
		"$DEB_OUT/base" "$(mirror)" >"$DEB_OUT/base.log" 2>&1 ||
		skip "no Debian 12 can be had: $(tail -n 1 "$DEB_OUT/base.log")"
	rm -rf "$DEB_OUT"/base/var/{cache/apt,lib/apt/lists}/*
	echo "$of" >"$DEB_OUT/base.of"
}

# inside COMMAND...: in the machine. By nsenter, which sets no environment.
inside()
{
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
		DEBIAN_FRONTEND=noninteractive nsenter -t "$MACHINE" -a "$@"
}

# on_wire COMMAND...: a command of this machine on the other's network
on_wire()
{
	nsenter -t "$MACHINE" --net "$@"
}

# until_true COMMAND...: within half a minute
until_true()
{
	local end=$((SECONDS + 30))

	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep .1
	done
}

up()
{
	inside systemctl is-active multi-user.target
}

# machine: one that has booted, with the port that cameras are behind
machine()
{
	local outer

	exec 9>"$DEB_ROOT/build/deb.lock"
	flock 9
	base
	exec 9>&-
	mkdir "$DIR/place"
	unshare --mount --propagation private setpriv --pdeathsig KILL \
		selftests/deb/_machine "$DEB_OUT/base" "$DIR/place" "lcdeb$$" \
		</dev/null >"$DIR/machine.log" 2>&1 &
	outer=$!
	STARTED=$outer
	for _ in $(seq 100); do
		MACHINE=$(pgrep -P "$outer")
		[ "$(cat "/proc/${MACHINE:-0}/comm" 2>/dev/null)" != systemd ] ||
			break
		kill -0 "$outer" 2>/dev/null || break
		sleep .1
	done
	until_true up || skip "systemd does not boot in namespaces here: $(
		tail -n 1 "$DIR/machine.log")"
	on_wire ip link add lan0 address 02:00:5e:00:00:01 type veth peer name cam0
	on_wire ip link set lan0 up
	on_wire ip link set cam0 up
	cat >"$DIR/policy.yaml" <<-EOT
		version: 1
		policy: {name: tried}
		interfaces: [{name: lan0}]
		groups: [{name: banned, prefixes: ["44:19:b6/24"]}]
	EOT
}

# take FILE...: into the machine's /tmp
take()
{
	local file

	for file; do
		inside tee "/tmp/${file##*/}" <"$file" >/dev/null || return
	done
}

# install FILE...: packages; what dpkg said is in $OUT
dpkg_install()
{
	take "$@" || return
	OUT=$(inside dpkg --force-unsafe-io -i "${@/#*\///tmp/}" 2>&1)
}

# run STATUS NAME COMMAND...: the exit status, and what it printed in $OUT
run()
{
	local want=$1 name=$2 got

	shift 2
	OUT=$("$@" 2>&1)
	got=$?
	[ "$got" -eq "$want" ] && { result 0 "$name"; return; }
	# shellcheck disable=SC2001 # each line gets its mark
	sed 's/^/# /' <<<"$OUT"
	echo "# status $got, wanted $want: $*"
	result 1 "$name"
}

# installed FILE...: a result
installed()
{
	dpkg_install "${@:2}"
	result $? "$1" || printf '%s\n' "$OUT" | sed 's/^/# /'
}

# field PATH: of the JSON on stdin, "a.b.0.c"
field()
{
	"$PYTHON" -c '
import json, sys
value = json.load(sys.stdin)
for part in sys.argv[1].split("."):
    value = value[int(part) if isinstance(value, list) else part]
print(value)' "$1"
}

in_force()
{
	inside lenscap status --json 2>/dev/null | field policy.name 2>/dev/null
}

# pins: what is pinned, but for what the kernel brings itself
pins()
{
	inside find /sys/fs/bpf -mindepth 1 ! -name '*.debug'
}

# files: all that there are in the machine, but for what dpkg, systemd and passwd
# keep of anything; and all that is pinned, and users
files()
{
	inside find / -xdev \( -path /proc -o -path /sys -o -path /dev -o \
		-path /run -o -path /tmp -o -path /var/log \) -prune -o -print |
		grep -Ev '^/var/(cache|lib/(dpkg|apt|systemd/catalog))/' |
		grep -Ev '^/etc/((passwd|group|shadow|gshadow)-|\.pwd\.lock)$' |
		sort
	pins
	inside find /run/lenscap /etc/passwd /etc/group 2>/dev/null
	inside getent passwd | cut -d: -f1
	inside getent group | cut -d: -f1
}

# ---- a stream of frames ------------------------------------------------------

# stream: a camera's frames and another device's, without a pause, until
# stream_end, which sets SENT, LISTED and OTHERS: how many were sent of each, and
# how many of them got past lan0
stream()
{
	# no function: what is in the background is told to end
	nsenter -t "$MACHINE" --net "$PYTHON" selftests/deb/_stream.py \
		cam0 lan0 "$CAM" >"$DIR/stream" 2>&1 &
	STREAM=$!
	STARTED="$STARTED $STREAM"
	until_true test -s "$DIR/stream"
}

stream_end()
{
	kill "$STREAM"
	wait "$STREAM"
	tail -n 1 "$DIR/stream" | sed 's/^/# /'
	# shellcheck disable=SC2034 # for the tests
	SENT=0 LISTED=none OTHERS=none
	# shellcheck disable=SC2034 # likewise
	read -r _ SENT _ LISTED _ OTHERS < <(grep '^sent ' "$DIR/stream")
}

# dropped: frames that the policy stopped so far
dropped()
{
	inside lenscap counters --json | "$PYTHON" -c '
import json, sys
print(sum(r["frames"] for r in json.load(sys.stdin)["rows"]
          if r["verdict"] == "drop"))'
}
