#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A real Prometheus over three routers under traffic: what it scrapes is clean,
# the fleet adds up, alerts fire, and every query of the dashboard is answered.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_prometheus.sh"

plan 32
need_lenscap
need prometheus prometheus
need promtool prometheus
need prometheus-node-exporter prometheus-node-exporter
need curl curl
fleet_up

HIK=44:19:b6 DAHUA=08:ed:ed AXIS=00:40:8c

ok "quay has a policy" fleet_apply quay
ok "mill has a policy" fleet_apply mill
ok "yard has a policy" fleet_apply yard
ok "quay serves" fleet_serve quay 10.30.1.1:9877
ok "mill serves" fleet_serve mill 10.30.2.1:9877
ok "Prometheus runs" fleet_prometheus
becomes 'lenscap_outbound_refused_total{site="quay"} == 0' \
	"it has seen quay refuse nothing"

fleet_traffic quay "$DAHUA:00:00:01" 10.20.0.11
# yard's cameras attempt before anybody looks: its first value is not 0
fleet_cameras yard "$DAHUA" 2 203.0.113.9 443 2
fleet_cameras yard "$AXIS" 3 10.20.0.1 123
ok "yard's text file is read" fleet_text yard 10.30.3.1:9100
fleet_cameras quay "$HIK" 3 203.0.113.9 443 4
fleet_cameras quay "$DAHUA" 2 10.20.0.1 123
fleet_cameras mill "$HIK" 4 10.20.0.1 123 3
fleet_cameras mill "$AXIS" 2 10.20.0.1 123

becomes 'sum(lenscap_outbound_refused_total{site="quay"}) == 12 and on ()
	sum(lenscap_outbound_refused_total{site="yard"}) == 4' \
	"both counts of what was refused arrive"
becomes 'ALERTS{alertname="LenscapCameraCalledOut",alertstate="firing",site="quay"}' \
	"quay: called out fires, from 0 on"
becomes 'ALERTS{alertname="LenscapCameraCalledOut",alertstate="firing",site="yard"}' \
	"yard: it fires, where the first value is not 0"
becomes 'rate(lenscap_vendor_frames_total{site="quay",vendor="dahua",verdict="pass"}[5s]) > 0' \
	"quay's other camera goes on asking for the time"
becomes 'lenscap_vendor_frames_total{site="mill",vendor="hikvision",verdict="pass"} == 12' \
	"mill's cameras ask for the time"
is "$(asked query 'ALERTS{alertname="LenscapCameraCalledOut",site="mill"}')" \
	"" "and do not call out"
matches "$(asked alert LenscapCameraCalledOut)" \
	"10.30.1.1:9877, .* attempted to send 12 frames within 10 minutes" \
	"the text says how many were attempted"

for site in $FLEET_SITES; do
	scraped "$site" >"$LAB_DIR/scraped"
	ok "$site: promtool check metrics" promtool check metrics \
		<"$LAB_DIR/scraped"
done

becomes 'vendor:lenscap_devices_active:sum == 7' "the fleet is counted"
is "$(asked query vendor:lenscap_devices_active:sum)" "vendor=axis 5
vendor=dahua 4
vendor=hikvision 7" "cameras by make over all sites"
is "$(asked query site:lenscap_devices_active:sum)" "site=mill 6
site=quay 5
site=yard 5" "cameras by site"
is "$(asked query site:lenscap_outbound_refused:new1h)" "site=mill 0
site=quay 12
site=yard 4" "refused by site within the hour"
matches "$(asked query 'sum without (sha256) (policy:lenscap_policy_info:count)')" \
	'^mode=enforce,name=fleet,revision=7 3$' "one policy on three routers"

is "$(asked query 'count(lenscap_ledger_info)')" 3 \
	"the head of each ledger"
is "$(asked query 'ALERTS{alertname!="LenscapCameraCalledOut"}')" "" \
	"no other alert so far"
index=$(ip -n "$LAB-yard" -o link show lan0 | cut -d: -f1)
ok "yard: the program is taken off" bpftool link detach pinned \
	"$LAB_PIN/yard/xdp-$index"
becomes 'ALERTS{alertname="LenscapAttachmentLost",alertstate="firing",site="yard",interface="lan0",direction="ingress"}' \
	"attachment lost fires"
ok "mill: a policy that must be confirmed within a minute" \
	fleet_apply mill 8 --confirm 58
becomes 'ALERTS{alertname="LenscapConfirmationNearlyOver",alertstate="firing",site="mill"}' \
	"nearly over fires"
is "$(asked alert '.*' | grep -c 'error expanding\|<no value>')" 0 \
	"the texts of all are whole"

asked board "$FLEET_CONTRIB/grafana/lenscap.json" >"$LAB_DIR/board"
is "$(grep -v '^data ' "$LAB_DIR/board")" "" \
	"the dashboard: every query is answered, with data"
at_least "$(wc -l <"$LAB_DIR/board")" 30 "and they are many"
finish
