#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Three routers and the Prometheus that scrapes them with the rules of contrib/.
# Sourced after lib.sh; how Prometheus is asked is lab/prometheus.py.
#
#     cam0 --- lan0 [quay] mon0 10.30.1.1 ---- 10.30.1.2 p1 \
#     cam0 --- lan0 [mill] mon0 10.30.2.1 ---- 10.30.2.2 p2  [mon] Prometheus
#     cam0 --- lan0 [yard] mon0 10.30.3.1 ---- 10.30.3.2 p3 /
#
# quay and mill run serve; yard's metrics are read from a file by node_exporter.

FLEET_SITES="quay mill yard"
FLEET_CONTRIB=$LAB_ROOT/contrib

# fleet_up: namespaces, links and directories; nothing runs yet
fleet_up()
{
	local site n=0

	export LAB_NAMESPACES="mon $FLEET_SITES"
	lab_begin
	mkdir "$LAB_PIN" || exit 1
	ip netns add "$LAB-mon" && ip -n "$LAB-mon" link set lo up || exit 1
	for site in $FLEET_SITES; do
		n=$((n + 1))
		mkdir "$LAB_DIR/$site" "$LAB_DIR/$site/text" &&
		ip netns add "$LAB-$site" &&
		on "$site" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 \
			net.ipv6.conf.default.disable_ipv6=1 &&
		ip -n "$LAB-$site" link set lo up &&
		wire "$site" lan0 "$LAN_MAC" "$site" cam0 &&
		wire "$site" mon0 "02:00:5e:00:03:0$n" mon "p$n" &&
		ip -n "$LAB-$site" -batch - <<-EOT &&
			addr add 10.20.0.1/24 dev lan0
			addr add 10.30.$n.1/24 dev mon0
			link set lan0 up
			link set cam0 up
			link set mon0 up
		EOT
		ip -n "$LAB-mon" -batch - <<-EOT || exit 1
			addr add 10.30.$n.2/24 dev p$n
			link set p$n up
		EOT
	done
}

# fleet SITE VERB...: lenscap there, with pins and state of its own
fleet()
{
	local site=$1 verb=$2

	shift 2
	on "$site" timeout 30 "$LENSCAP" "$verb" "$@" --pin "$LAB_PIN/$site" \
		--state "$LAB_DIR/$site/state"
}

# fleet_policy [REVISION]: any make, and nothing allowed but the router's clock
fleet_policy()
{
	cat <<-EOT
		version: 1
		policy: {name: fleet, revision: "${1:-7}"}
		interfaces:
		  - name: lan0
		groups:
		  - name: cameras
		    vendors: [any-camera]
		    rules:
		      - {name: clock, peer: router, proto: udp, ports: [123], initiated-by: device}
	EOT
}

# fleet_apply SITE [REVISION [OPTION...]]
fleet_apply()
{
	local site=$1

	fleet_policy "${2:-7}" >"$LAB_DIR/$site/policy.yaml"
	shift $(($# > 1 ? 2 : 1))
	fleet "$site" apply "$LAB_DIR/$site/policy.yaml" "$@"
}

# fleet_cameras SITE PREFIX COUNT PEER PORT [FRAMES]: so many cameras of that
# make attempt to reach PEER
fleet_cameras()
{
	local site=$1 prefix=$2 count=$3 peer=$4 port=$5 frames=${6:-1} n

	for ((n = 1; n <= count; n++)); do
		on "$site" "$PYTHON" "$LAB_TOOLS/frames.py" cam0 \
			--src-mac "$(printf '%s:00:00:%02x' "$prefix" "$n")" \
			--dst-mac "$LAN_MAC" --src "10.20.0.$((10 + n))" \
			--dst "$peer" --dport "$port" --count "$frames" ||
			return
	done
}

# fleet_traffic SITE MAC ADDRESS: a camera asks for the time again and again
fleet_traffic()
{
	# shellcheck disable=SC2016 # the inner shell expands it
	start "traffic-$1" "$1" bash -c 'while "$@"; do sleep .4; done' traffic \
		"$PYTHON" "$LAB_TOOLS/frames.py" cam0 --src-mac "$2" \
		--dst-mac "$LAN_MAC" --src "$3" --dst 10.20.0.1 --dport 123 \
		--count 20
}

# fleet_serve SITE ADDRESS: serve, once it answers
fleet_serve()
{
	start "serve-$1" "$1" "$LENSCAP" serve --listen "$2" \
		--pin "$LAB_PIN/$1" --state "$LAB_DIR/$1/state"
	wait_for 10 on mon curl -fsS --noproxy '*' "http://$2/metrics"
}

# fleet_text SITE ADDRESS: metrics --textfile again and again, as a timer does,
# and the node_exporter that reads it
fleet_text()
{
	# shellcheck disable=SC2016 # the inner shell expands it
	start "text-$1" "$1" bash -c 'while "$@"; do sleep .2; done' timer \
		"$LENSCAP" metrics --textfile "$LAB_DIR/$1/text/lenscap.prom" \
		--pin "$LAB_PIN/$1" --state "$LAB_DIR/$1/state"
	start "node-$1" "$1" prometheus-node-exporter \
		--web.listen-address="$2" --collector.disable-defaults \
		--collector.textfile \
		--collector.textfile.directory="$LAB_DIR/$1/text"
	wait_for 10 on mon curl -fsS --noproxy '*' "http://$2/metrics"
}

# fleet_config: what contrib/prometheus/prometheus.yml shows, for this fleet; the
# rules as they are, but for a group that looks once a minute
fleet_config()
{
	sed 's/interval: 1m/interval: 1s/' \
		"$FLEET_CONTRIB/prometheus/lenscap.rules.yml" \
		>"$LAB_DIR/lenscap.rules.yml"
	cat <<-EOT
		global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 1s}
		rule_files: [lenscap.rules.yml]
		scrape_configs:
		  - job_name: lenscap
		    static_configs:
		      - {targets: ["10.30.1.1:9877"], labels: {site: quay}}
		      - {targets: ["10.30.2.1:9877"], labels: {site: mill}}
		  - job_name: node
		    static_configs:
		      - {targets: ["10.30.3.1:9100"], labels: {site: yard}}
	EOT
}

# fleet_prometheus: Debian's, in memory as far as it goes
fleet_prometheus()
{
	fleet_config >"$LAB_DIR/prometheus.yml"
	start prometheus mon prometheus \
		--config.file="$LAB_DIR/prometheus.yml" \
		--storage.tsdb.path="$LAB_DIR/tsdb" \
		--storage.tsdb.retention.time=1h \
		--web.listen-address=127.0.0.1:9090 --log.level=warn
	wait_for 30 on mon curl -fsS --noproxy '*' \
		http://127.0.0.1:9090/-/ready
}

# asked query|until|alert|board ARGUMENT...: what Prometheus says
asked()
{
	on mon "$PYTHON" "$LAB_TOOLS/prometheus.py" http://127.0.0.1:9090 "$@"
}

# becomes EXPR NAME: within some time there is something, or what was said
becomes()
{
	ok "$2" asked until $((20 * LAB_SLOW)) "$1"
}

# scraped SITE: the text that Prometheus gets, lenscap's part
scraped()
{
	case $1 in
	quay) set -- 10.30.1.1:9877 ;;
	mill) set -- 10.30.2.1:9877 ;;
	yard) set -- 10.30.3.1:9100 ;;
	esac
	on mon curl -fsS --noproxy '*' "http://$1/metrics" |
		grep -E '^(# [A-Z]+ )?lenscap_'
}
