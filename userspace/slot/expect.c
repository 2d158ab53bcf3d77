// SPDX-License-Identifier: GPL-2.0
/*
 * What apply would do to the ports, told beforehand (expect.h).
 * What a driver makes of the program, only apply itself can tell.
 */
#include "slot/expect.h"

#include <bpf/bpf.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/envelope.h"
#include "port/attach.h"
#include "port/ethtool.h"
#include "slot/state.h"

static bool fits(enum xdp_choice choice, enum lc_xdp_mode mode)
{
	return choice == XDP_AUTO ||
	       mode == (choice == XDP_NATIVE ? LC_XDP_NATIVE : LC_XDP_GENERIC);
}

static enum lc_xdp_mode new_mode(enum xdp_choice choice,
				 enum native_offer offer)
{
	if (choice == XDP_NATIVE)
		return LC_XDP_NATIVE;
	if (choice == XDP_GENERIC || offer == NATIVE_NONE)
		return LC_XDP_GENERIC;
	return offer == NATIVE_OFFERED ? LC_XDP_NATIVE : 0;
}

/* What is the same for a port that is taken on and for one that is left. */
static void describe(const struct attach *at, unsigned int ifindex,
		     struct expect_port *port, struct attach_state *state)
{
	char now[IFNAMSIZ];

	attach_look(at, ifindex, state);
	if (if_indextoname(ifindex, now))
		ethtool_driver(now, port->driver, sizeof(port->driver));
	port->offer = native_offer(ifindex);
}

static void arriving(const struct attach *at, const struct attach_want *want,
		     struct expect_port *port)
{
	struct lc_port note = { 0 };
	struct attach_state state;

	snprintf(port->name, sizeof(port->name), "%s", want->name);
	describe(at, want->ifindex, port, &state);
	attach_note(at, want->ifindex, &note);
	port->rxvlan_off = want->vlan_zones && state.rx_vlan_strip == 1;
	port->rxvlan_on = !want->vlan_zones && note.restore_rxvlan;
	if (state.ingress && fits(want->xdp, state.xdp_mode)) {
		port->step = state.egress ? EXPECT_STAYS : EXPECT_ATTACH;
		port->mode = state.xdp_mode;
		return;
	}
	port->step = state.ingress ? EXPECT_REATTACH : EXPECT_ATTACH;
	port->mode = new_mode(want->xdp, port->offer);
	port->reset = (port->mode != LC_XDP_GENERIC ||
		       state.xdp_mode == LC_XDP_NATIVE) &&
		      !native_keeps_link(port->driver);
}

static void leaving(const struct attach *at, const struct site *site,
		    struct expect *expect)
{
	const size_t room = ARRAY_SIZE(expect->ports);
	int ports = at->obj->maps[OBJECT_PORTS];
	__u32 key, *prev = NULL;

	for (; !bpf_map_get_next_key(ports, prev, &key); prev = &key) {
		struct expect_port *port = &expect->ports[expect->count];
		struct attach_state state;
		struct lc_port note;

		if (site_has(site, key) || attach_note(at, key, &note) ||
		    expect->count == room)
			continue;
		snprintf(port->name, sizeof(port->name), "%.15s", note.name);
		describe(at, key, port, &state);
		port->step = EXPECT_LEAVE;
		port->mode = state.xdp_mode;
		port->rxvlan_on = note.restore_rxvlan;
		port->reset = state.xdp_mode == LC_XDP_NATIVE &&
			      !native_keeps_link(port->driver);
		expect->count++;
	}
}

void expect_ports(const struct deploy *deploy, const struct site *site,
		  struct expect *expect)
{
	const struct attach at = { .dir = deploy->dir, .obj = &deploy->obj };
	size_t i;

	memset(expect, 0, sizeof(*expect));
	expect->first = deploy->first;
	for (i = 0; i < site->interface_count; i++) {
		const struct attach_want want = deploy_want(site, i);
		struct expect_port *port = &expect->ports[expect->count];

		if (!want.ifindex)
			continue;
		if (site->interfaces[i].away)
			snprintf(port->name, sizeof(port->name), "%s",
				 want.name);
		else
			arriving(&at, &want, port);
		port->away = site->interfaces[i].away;
		expect->count++;
	}
	if (!deploy->first)
		leaving(&at, site, expect);
}

/* "attach", "stay", "reattach", "leave" */
static const char *step_text(enum expect_step step)
{
	switch (step) {
	case EXPECT_ATTACH:
		return "attach";
	case EXPECT_REATTACH:
		return "reattach";
	case EXPECT_LEAVE:
		return "leave";
	default:
		return "stay";
	}
}

json_t *expect_json(const struct expect *expect)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < expect->count && list; i++) {
		const struct expect_port *port = &expect->ports[i];
		json_t *one = json_pack(
			"{s:o, s:o, s:s, s:s?, s:b, s:b, s:b}", "name",
			envelope_text(port->name), "driver",
			envelope_text(*port->driver ? port->driver : NULL),
			"step", step_text(port->step), "mode",
			xdp_mode_text(port->mode), "may_reset", port->reset,
			"rxvlan_off", port->rxvlan_off, "rxvlan_on",
			port->rxvlan_on);

		if (json_array_append_new(list, one)) {
			json_decref(list);
			list = NULL;
		}
	}
	return list;
}

static const char *mode_words(enum lc_xdp_mode mode)
{
	switch (mode) {
	case LC_XDP_NATIVE:
		return "native XDP";
	case LC_XDP_GENERIC:
		return "generic XDP";
	default:
		return "native XDP if its driver takes it, else generic";
	}
}

void expect_line(const struct expect_port *port, char *text, size_t size)
{
	static const char *const steps[] = {
		[EXPECT_STAYS] = "stays attached",
		[EXPECT_ATTACH] = "would be attached",
		[EXPECT_REATTACH] =
			"would be taken off and attached anew, and all passes in between",
		[EXPECT_LEAVE] =
			"would be let go, and what is behind it not judged any more",
	};

	if (port->away) {
		snprintf(text, size,
			 "is in another network namespace, and judged there");
		return;
	}
	if (port->step == EXPECT_LEAVE && !port->mode) {
		snprintf(
			text, size,
			"is gone or judged by nothing, and would be forgotten");
		return;
	}
	snprintf(
		text, size, "%s: %s%s%s%s%s%s", steps[port->step],
		mode_words(port->mode), *port->driver ? ", driver " : "",
		port->driver,
		port->reset ?
			"; that may take its link down for a moment (docs/drivers.md)" :
			"",
		port->rxvlan_off ?
			"; receive VLAN offload would be turned off" :
			"",
		port->rxvlan_on ?
			"; receive VLAN offload would be turned on again" :
			"");
}

void expect_print(const struct expect *expect, bool same)
{
	char text[256];
	size_t i;

	for (i = 0; i < expect->count; i++) {
		expect_line(&expect->ports[i], text, sizeof(text));
		printf("  %s %s\n", expect->ports[i].name, text);
	}
	if (same)
		return;
	if (expect->first)
		puts("  no policy is in force: until all ports are attached, all passes; then all are judged at once");
	else
		puts("  all ports change at once; lenscap diff FILE says what by, and which flows would end");
}
