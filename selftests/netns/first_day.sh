#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# docs/first-day.md, command by command, on a router with forty cameras: what the
# page shows is what comes. FIRST_DAY=update writes this run into the page.
#
#     cams  hall 25 cameras --- lan0 10.20.1.1/24 \
#           yard 15 cameras --- lan1 10.20.2.1/24  [rtr] --- wan0 203.0.113.1/24
#     rec   10.20.9.10      --- lan2 10.20.9.1/24 /
#
# Nobody answers: frames of cameras and recorder are made by lab/forty.py.
. "$(dirname "$0")/lib.sh"
# shellcheck disable=SC2034 # for skip_rest: the plan itself is that of page.py
TAP_PLAN=1
need_lenscap
LAB_NAMESPACES="cams rtr rec net"
lab_begin
for ns in $LAB_NAMESPACES; do
	ip netns add "$LAB-$ns" &&
	on "$ns" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 \
		net.ipv6.conf.default.disable_ipv6=1 &&
	ip -n "$LAB-$ns" link set lo up || exit 1
done
forty() { on "$1" "$PYTHON" "$LAB_TOOLS/forty.py" "${@:2}"; }

raise()
{
	wire rtr lan0 "$LAN_MAC" cams hall &&
	wire rtr lan1 "$LAN_MAC" cams yard &&
	wire rtr lan2 "$LAN_MAC" rec eth0 &&
	wire rtr wan0 "$LAN_MAC" net eth0 &&
	on rtr sysctl -qw net.ipv4.ip_forward=1 &&
	{
		printf 'addr add %s dev %s\n' 10.20.1.1/24 lan0 \
			10.20.2.1/24 lan1 10.20.9.1/24 lan2 203.0.113.1/24 wan0
		printf 'link set %s up\n' lan0 lan1 lan2 wan0
		printf 'neigh add %s lladdr 02:00:5e:00:00:99 dev %s\n' \
			10.20.9.10 lan2 203.0.113.9 wan0 203.0.113.20 wan0 \
			203.0.113.30 wan0
		forty rtr list | while read -r mac address dev; do
			echo "neigh add $address lladdr $mac dev $dev"
		done
	} | ip -n "$LAB-rtr" -batch - &&
	ip -n "$LAB-cams" link set hall up &&
	ip -n "$LAB-cams" link set yard up &&
	ip -n "$LAB-rec" link set eth0 up &&
	ip -n "$LAB-net" link set eth0 up
}
raise || { echo "Bail out! cannot raise the lab"; exit 1; }

# the commands of the page, as they stand there
mkdir "$LAB_DIR/bin" "$LAB_DIR/root"
cat >"$LAB_DIR/bin/lenscap" <<EOT2
#!/bin/sh
exec nsenter --net="/run/netns/$LAB-rtr" -- timeout 60 "$LENSCAP" "\$@" \\
	--pin "$LAB_PIN" --state "$LAB_STATE"
EOT2
cat >"$LAB_DIR/traffic" <<EOT2
#!/bin/sh
cd "$LAB_TOOLS" &&
nsenter --net="/run/netns/$LAB-rec" $PYTHON forty.py recorder eth0 "$LAN_MAC" &&
sleep .2 &&
nsenter --net="/run/netns/$LAB-cams" $PYTHON forty.py cameras hall yard "$LAN_MAC" &&
sleep .2
EOT2
chmod +x "$LAB_DIR/bin/lenscap" "$LAB_DIR/traffic"
cd "$LAB_DIR/root" || exit 1
PATH=$LAB_DIR/bin:$PATH "$PYTHON" "$LAB_TOOLS/page.py" \
	"$LAB_ROOT/docs/first-day.md" --before "$LAB_DIR/traffic" \
	${FIRST_DAY:+--update}
exit
