// SPDX-License-Identifier: GPL-2.0
/*
 * What is in force and whether it is whole, looked up, never remembered.
 * How it is printed stands with the commands.
 */
#include "slot/state.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guard/fallback.h"
#include "guard/guard_table.h"
#include "port/attach_link.h"
#include "port/ethtool.h"
#include "port/generic.h"
#include "port/kind.h"
#include "slot/saved.h"

const char state_fallback_text[] =
	"the table " FALLBACK_TABLE
	" of the boot drops all that listed devices send; lenscap apply lifts it, and unload";

const char *xdp_mode_text(enum lc_xdp_mode mode)
{
	switch (mode) {
	case LC_XDP_NATIVE:
		return "native";
	case LC_XDP_GENERIC:
		return "generic";
	default:
		return NULL;
	}
}

const char *tc_kind_text(enum lc_tc_kind kind)
{
	switch (kind) {
	case LC_TC_TCX:
		return "tcx";
	case LC_TC_CLSACT:
		return "clsact";
	default:
		return NULL;
	}
}

__attribute__((format(printf, 2, 3))) static int warn(struct state *state,
						      const char *fmt, ...)
{
	char **grown;
	char text[800];
	va_list args;

	grown = reallocarray(state->warnings, state->warning_count + 1,
			     sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	state->warnings = grown;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	grown[state->warning_count] = strdup(text);
	if (!grown[state->warning_count])
		return -ENOMEM;
	state->warning_count++;
	return 0;
}

/*
 * A name in the policy means the device that has it now. One that was renamed
 * is judged as before; but where another device took the name, that one is the
 * port to look at, and it is not attached.
 */
static void look_name(const struct attach *at, struct state_port *port)
{
	unsigned int bearer = if_nametoindex(port->name);
	char now[IFNAMSIZ] = "";

	if (!if_indextoname(port->ifindex, now) && !bearer)
		port->away = link_look(at, LC_INGRESS, port->ifindex) >
			     LINK_DEAD;
	if (*now && strcmp(now, port->name))
		snprintf(port->renamed, sizeof(port->renamed), "%s", now);
	if (bearer && bearer != port->ifindex) {
		port->replaced = true;
		port->ifindex = bearer;
	}
	ethtool_driver(bearer ? port->name : now, port->driver,
		       sizeof(port->driver));
}

/* iface: in the policy, where it may have no ifindex; NULL: not in it. */
static int add_port(const struct live *live, const struct lc_iface *iface,
		    unsigned int ifindex, struct state *state)
{
	struct state_port *port, *grown;
	struct lc_port note = { 0 };
	const char *name = NULL;

	grown = reallocarray(state->ports, state->port_count + 1,
			     sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	state->ports = grown;
	port = &grown[state->port_count++];
	memset(port, 0, sizeof(*port));
	port->ifindex = ifindex;
	port->in_policy = iface;
	port->vlan_zones = iface && (iface->flags & LC_IFACE_VLAN_ZONES);
	if (ifindex)
		attach_note(&live->at, ifindex, &note);
	/* the policy's word for it; the device may have another name by now */
	if (iface)
		name = names_text(live->names, LC_NAME_IFACE, iface->id);
	snprintf(port->name, sizeof(port->name), "%s", name ? name : note.name);
	if (!live->at.foreign && ifindex)
		look_name(&live->at, port);
	/* it may have come since */
	if (!live->at.foreign && !ifindex)
		port->ifindex = if_nametoindex(port->name);
	attach_look(&live->at, port->ifindex, &port->attached);
	if (port->ifindex && !live->at.foreign)
		port->offer = native_offer(port->ifindex);
	port->shut = GUARD_SHUT_UNKNOWN;
	if (port->in_policy && port->ifindex && !live->at.foreign)
		port->shut = guard_look_shut(&state->guard, port->ifindex);
	if (port->shut == GUARD_SHUT_YES)
		state->shut = true;
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct state_port *)a)->name,
		      ((const struct state_port *)b)->name);
}

/* What is in the policy, and what is attached beside it. */
static int look_ports(const struct live *live, struct state *state)
{
	const struct lc_hot_slot *slot = &live->slots.hot->slot[live->slot];
	__u32 key, *prev = NULL;
	int i, err = 0;

	for (i = 0; !err && live->policy && i < LC_IFACE_BUCKETS; i++)
		if (slot->ifaces[i].ifindex || slot->ifaces[i].id)
			err = add_port(live, &slot->ifaces[i],
				       slot->ifaces[i].ifindex, state);
	while (!err && !bpf_map_get_next_key(live->obj.maps[OBJECT_PORTS], prev,
					     &key)) {
		if (!live->policy || !live_iface(live, key))
			err = add_port(live, NULL, key, state);
		prev = &key;
		if (state->port_count > 4 * LC_MAX_INTERFACES)
			break;
	}
	if (state->port_count)
		qsort(state->ports, state->port_count, sizeof(*state->ports),
		      by_name);
	return err;
}

static int warn_name(const struct state_port *port, struct state *state)
{
	if (port->replaced && *port->renamed)
		return warn(
			state,
			"%s is another device now, and what lenscap should stop there passes; the one it was is called %s and is judged as before; apply the policy again",
			port->name, port->renamed);
	if (port->replaced)
		return warn(
			state,
			"%s is another device than when the policy was applied; apply it again",
			port->name);
	if (*port->renamed)
		return warn(
			state,
			"%s is called %s now and is judged as before; apply a policy that names it so",
			port->name, port->renamed);
	return 0;
}

static bool stops_ingress(const struct state_port *port,
			  const struct state *state)
{
	return !port->attached.ingress && port->shut == GUARD_SHUT_YES &&
	       state->guard.status.current.there;
}

/* What there is to say of one that is not here. */
static int warn_absent(const struct state_port *port, struct state *state)
{
	state->whole = false;
	if (port->away)
		return warn(
			state,
			"%s is in another network namespace; our programs are on it there, and it is judged there as long as its index stays the same",
			port->name);
	return warn(
		state,
		"%s: there is no such device here; lenscap apply --again attaches it once it is",
		port->name);
}

static int warn_generic(const struct live *live, const struct state_port *port,
			struct state *state)
{
	const struct netdev *dev = NULL;
	struct netdevs *devs = NULL;
	char why[GENERIC_TEXT_MAX];
	struct generic generic = {
		.cause = port->attached.generic_cause,
		.refusal = port->attached.refusal,
		.driver = port->driver,
		.offer = port->offer,
	};

	if (!live->at.foreign && !netdevs_load(&devs))
		dev = netdevs_by_index(devs, port->ifindex);
	if (dev) {
		generic.mtu = dev->mtu;
		generic.stacked = netdev_is_stacked(dev);
		generic.blind = kind_native_blind(dev);
	}
	generic_why(&generic, why, sizeof(why));
	netdevs_free(devs);
	return warn(
		state,
		"%s: XDP runs in generic mode, which is slower and counts packets after GRO: %s",
		port->name, why);
}

static int warn_port(const struct live *live, const struct state_port *port,
		     struct state *state)
{
	const struct attach_state *at = &port->attached;
	const char *name = port->name;
	int err;

	if (!port->in_policy && live->pending.id)
		return warn(
			state,
			"%s is attached but not in the policy, which lets it pass; lenscap confirm takes it off",
			name);
	if (!port->in_policy)
		return warn(
			state,
			"%s is attached but not in the policy; apply again takes it off",
			name);
	if (!port->ifindex || port->away)
		return warn_absent(port, state);
	err = warn_name(port, state);
	if (port->replaced)
		state->whole = false;
	if (!err && (!at->ingress || !at->egress)) {
		state->whole = false;
		err = warn(
			state,
			"%s: %s not attached: what lenscap should stop there passes%s; apply the policy again",
			name,
			at->ingress ? "egress is" :
			at->egress  ? "ingress is" :
				      "ingress and egress are",
			stops_ingress(port, state) ?
				", but for what the guard stops on ingress" :
				"");
	}
	if (!err && port->shut == GUARD_SHUT_YES) {
		state->whole = false;
		err = warn(
			state,
			"%s: the guard closed this port, as it sees no proof that lenscap judged what listed devices send there%s",
			name, at->ingress ? "" : "; apply the policy again");
	}
	if (!err && at->ingress && at->xdp_mode == LC_XDP_GENERIC)
		err = warn_generic(live, port, state);
	if (!err && at->egress && !at->first)
		err = warn(
			state,
			"%s: another tcx program stands before lenscap on egress",
			name);
	if (!err && port->vlan_zones && at->rx_vlan_strip == 1)
		err = warn(
			state,
			"%s: receive VLAN offload is on, which hides the tags its zones need; apply the policy again",
			name);
	if (!err && port->vlan_zones && !strcmp(port->driver, "veth"))
		err = warn(
			state,
			"%s: a veth shows VLAN tags only if its other end has txvlan off (ethtool -K PEER txvlan off)",
			name);
	return err;
}

static int look_saved(const struct live *live, const char *dir,
		      struct state *state)
{
	char *text;
	int equal;

	if (live_text(live, &text))
		return warn(
			state,
			"the text of the policy in force cannot be read; apply it again");
	equal = saved_equals(dir, text, live->info.text_len);
	free(text);
	state->saved = equal == 1;
	/* what waits to be confirmed is to be saved then */
	if (equal == 1 || live->pending.id)
		return 0;
	return warn(
		state,
		equal < 0 ?
			"the policy is not saved (%s/running.yaml is missing); apply it again" :
			"the policy is not saved (%s/running.yaml holds another one); apply it again",
		dir);
}

/* The table of what waits to be confirmed waits with it. */
static bool staged_for(const struct live *live,
		       const struct guard_status *status)
{
	return live->pending.id &&
	       guard_look_holds(&status->staged, live->info.sha256);
}

static int warn_table(const struct live *live, struct state *state)
{
	const struct guard_status *status = &state->guard.status;
	char id[65];

	if (!live->policy ||
	    guard_look_holds(&status->current, live->info.sha256) ||
	    staged_for(live, status))
		return 0;
	if (state->guard.enabled)
		state->whole = false;
	if (!status->current.there)
		return warn(
			state,
			"the guard has no table here: it stops nothing when lenscap is taken off; apply the policy again");
	guard_id_format(status->current.id, id);
	return warn(
		state,
		"the guard holds the table of another policy (%.12s); apply the policy again",
		id);
}

/* What the guard itself says; what it does to a port is told with the port. */
static int warn_answer(const struct live *live, struct state *state)
{
	const struct guard_look *guard = &state->guard;
	const struct guard_status *status = &guard->status;
	int err;

	err = warn_table(live, state);
	if (!err && status->staged.there && !staged_for(live, status))
		err = warn(
			state,
			"a table is left staged in the guard: an apply was cut short, or runs now; if none runs, apply the policy again");
	if (!err && status->unguarded)
		err = warn(
			state,
			"%u ports have no guard, for lack of memory; lenscap guard status tries again",
			status->unguarded);
	if (!err && guard->enabled && guard->record.proof != status->proof)
		err = warn(
			state,
			"the guard takes proof %s, but proof %s was enabled; apply the policy again",
			guard_proof_text(status->proof),
			guard_proof_text(guard->record.proof));
	if (!err && status->proof == LCG_PROOF_TAG && live->policy &&
	    live->control.tag_key != status->key)
		err = warn(
			state,
			"the guard wants tags that the programs do not write, so it drops what listed devices send; apply the policy again");
	return err;
}

static int warn_guard(const struct live *live, struct state *state)
{
	const struct guard_look *guard = &state->guard;

	if (live->at.foreign)
		return 0;
	if (guard->answers)
		return warn_answer(live, state);
	if (guard->enabled)
		state->whole = false;
	if (guard->loaded)
		return warn(state, "%s", guard->why.text);
	if (guard->enabled)
		return warn(
			state,
			"the guard is enabled, but its module is not loaded; lenscap guard enable loads it");
	return 0;
}

static int say_kind(void *state, const char *text)
{
	return warn(state, "%s", text);
}

static int warn_kinds(const struct live *live, struct state *state)
{
	unsigned int named[LC_MAX_INTERFACES];
	size_t count = 0, i;

	for (i = 0; i < state->port_count && count < LC_MAX_INTERFACES; i++)
		if (state->ports[i].in_policy)
			named[count++] = state->ports[i].ifindex;
	if (live->at.foreign || !count)
		return 0;
	return kind_look(named, count, say_kind, state);
}

/* The package was upgraded, or an apply that took it was cut short. */
static int warn_build(const struct live *live, struct state *state)
{
	if (live->control.build == object_build())
		return 0;
	if (!live->control.build)
		return warn(
			state,
			"an upgrade was cut short: programs of two builds judge by the policy side by side; apply it again");
	return warn(
		state,
		"the programs in force are of another build of lenscap than this command; apply the policy again to take its own");
}

static int look(const struct live *live, const char *state_dir,
		struct state *state)
{
	size_t i;
	int err;

	state->whole = live->policy;
	guard_look(state_dir, &state->guard);
	err = look_ports(live, state);
	if (!err && permits_read(&live->obj, &state->permits))
		err = warn(state, "the permits cannot be read");
	if (err)
		return err;
	if (live->at.foreign)
		err = warn(
			state,
			"this is another network namespace than the policy's: devices are shown from notes");
	if (!err && !live->policy)
		err = warn(
			state,
			"the programs are here, and no policy is in force; apply one");
	for (i = 0; !err && live->policy && i < state->port_count; i++)
		err = warn_port(live, &state->ports[i], state);
	if (!err)
		err = warn_kinds(live, state);
	if (!err)
		err = warn_build(live, state);
	if (!err)
		err = warn_guard(live, state);
	state->fallback = !live->at.foreign && fallback_stands() > 0;
	if (state->fallback)
		state->whole = false;
	if (!err && state->fallback)
		err = warn(state, "%s", state_fallback_text);
	if (!err && live->policy)
		err = look_saved(live, state_dir, state);
	return err;
}

int state_look(const struct live *live, const char *state_dir,
	       struct state **out)
{
	struct state *state = calloc(1, sizeof(*state));
	int err = state ? look(live, state_dir, state) : -ENOMEM;

	if (err)
		state_free(state);
	else
		*out = state;
	return err;
}

void state_free(struct state *state)
{
	size_t i;

	if (!state)
		return;
	for (i = 0; i < state->warning_count; i++)
		free(state->warnings[i]);
	free(state->warnings);
	permits_free(&state->permits);
	guard_look_free(&state->guard);
	free(state->ports);
	free(state);
}
