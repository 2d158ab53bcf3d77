#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# With "xdp: generic" the port runs XDP in that mode, status says so, and video
# passes and calls do not.
. "$(dirname "$0")/lib.sh"

plan 10
need_lenscap
lab_up
serve_video
serve_web

ok "apply, xdp: generic" enforce interface='    xdp: generic'
is "$(state interfaces.0.name)" lan0 "status names the port"
is "$(state interfaces.0.ingress.attached)" true "ingress is attached"
is "$(state interfaces.0.ingress.mode)" generic "in that mode"
is "$(state interfaces.0.egress.attached)" true "egress is attached"
is "$(video rec "$CAM4" 20)" 20 "video arrives, IPv4"
is "$(video rec "$CAM6" 20)" 20 "video arrives, IPv6"
fails "the camera does not reach the internet, IPv4" http cam "$NET4"
fails "the camera does not reach the internet, IPv6" http cam "$NET6"
ok "the PC does" http pc "$NET4"
finish
