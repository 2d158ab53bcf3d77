// SPDX-License-Identifier: GPL-2.0
/*
 * The guard as it is, looked up, never remembered.
 * How it is told to a person stands with the commands.
 */
#include "guard/guard_look.h"

#include <stdlib.h>
#include <string.h>

#include "base/envelope.h"
#include "guard/guard_file.h"
#include "guard/guard_module.h"
#include "guard/guard_table.h"
#include "port/netdev.h"

static void ask(struct guard_look *look)
{
	struct guard *guard;
	int err;

	err = guard_open(&guard, &look->why);
	if (err)
		return;
	err = guard_status(guard, &look->status, &look->why);
	if (!err)
		err = guard_ports(guard, &look->ports, &look->port_count,
				  &look->why);
	look->answers = !err;
	guard_close(guard);
	if (look->answers && netdevs_load(&look->devs))
		look->devs = NULL;
}

void guard_look(const char *state, struct guard_look *look)
{
	memset(look, 0, sizeof(*look));
	look->enabled = !guard_record_read(state, &look->record, NULL);
	look->loaded = guard_module_loaded();
	if (look->loaded)
		ask(look);
}

void guard_look_free(struct guard_look *look)
{
	netdevs_free(look->devs);
	free(look->ports);
	look->devs = NULL;
	look->ports = NULL;
	look->port_count = 0;
}

/* The worse of what is known so far and one more port. */
static enum guard_shut worse(enum guard_shut so_far,
			     const struct guard_port *port)
{
	if (so_far == GUARD_SHUT_YES || port->state == LCG_PORT_CLOSED)
		return GUARD_SHUT_YES;
	return GUARD_SHUT_NO;
}

/* The ports below a bond, a bridge, a VLAN device. */
static enum guard_shut shut_below(const struct guard_look *look,
				  const struct netdev *dev)
{
	const struct netdevs *devs = look->devs;
	enum guard_shut shut = GUARD_SHUT_UNKNOWN;
	const struct netdev *lower;
	bool *above;
	size_t i;

	above = calloc(devs->count, sizeof(*above));
	if (!above)
		return shut;
	for (i = 0; i < look->port_count; i++) {
		lower = netdevs_by_index(devs, look->ports[i].ifindex);
		if (!lower)
			continue;
		netdevs_above(devs, lower, above);
		if (above[dev - devs->devs])
			shut = worse(shut, &look->ports[i]);
	}
	free(above);
	return shut;
}

enum guard_shut guard_look_shut(const struct guard_look *look,
				unsigned int ifindex)
{
	const struct netdev *dev;
	size_t i;

	for (i = 0; i < look->port_count; i++)
		if (look->ports[i].ifindex == ifindex)
			return worse(GUARD_SHUT_UNKNOWN, &look->ports[i]);
	if (!look->devs)
		return GUARD_SHUT_UNKNOWN;
	dev = netdevs_by_index(look->devs, ifindex);
	if (!dev || !netdev_is_stacked(dev))
		return GUARD_SHUT_UNKNOWN;
	/* its program counts for its frames, though the port below is closed */
	if (dev->vlan && dev->xdp && look->status.proof == LCG_PROOF_PROGRAM)
		return GUARD_SHUT_NO;
	return shut_below(look, dev);
}

bool guard_look_any_shut(const struct guard_look *look)
{
	size_t i;

	for (i = 0; i < look->port_count; i++)
		if (look->ports[i].state == LCG_PORT_CLOSED)
			return true;
	return false;
}

bool guard_look_holds(const struct guard_held *held, const char *sha256)
{
	uint8_t id[LCG_ID_BYTES];

	return held->there && sha256 && !guard_id_parse(sha256, id) &&
	       !memcmp(held->id, id, sizeof(id));
}

const char *guard_look_state(const struct guard_look *look, bool closed)
{
	if (!look->loaded)
		return "absent";
	if (!look->answers)
		return "unknown";
	if (!look->status.current.there && !look->status.staged.there)
		return "empty";
	return closed ? "closed" : "open";
}

static json_t *held_json(const struct guard_look *look,
			 const struct guard_held *held, const char *sha256)
{
	char id[65];

	if (!look->answers || !held->there)
		return json_null();
	guard_id_format(held->id, id);
	return json_pack("{s:s, s:I, s:b}", "sha256", id, "prefixes",
			 (json_int_t)held->prefixes, "in_force",
			 guard_look_holds(held, sha256));
}

static json_t *port_json(const struct guard_port *port)
{
	return json_pack("{s:o, s:I, s:s, s:I, s:I, s:I, s:I}", "interface",
			 envelope_text(port->name), "ifindex",
			 (json_int_t)port->ifindex, "state",
			 guard_port_text(port->state), "passed_frames",
			 (json_int_t)port->passed_frames, "passed_bytes",
			 (json_int_t)port->passed_bytes, "dropped_frames",
			 (json_int_t)port->dropped_frames, "dropped_bytes",
			 (json_int_t)port->dropped_bytes);
}

static json_t *proof_json(const struct guard_look *look)
{
	if (look->answers)
		return json_string(guard_proof_text(look->status.proof));
	if (look->enabled)
		return json_string(guard_proof_text(look->record.proof));
	return json_null();
}

json_t *guard_look_json(const struct guard_look *look, bool closed,
			const char *sha256)
{
	json_t *ports = json_array();
	json_t *firmware = json_null();
	json_t *boot = json_null();
	char path[PATH_MAX];
	size_t i;

	for (i = 0; i < look->port_count; i++)
		json_array_append_new(ports, port_json(&look->ports[i]));
	if (look->answers)
		boot = json_string(guard_boot_text(look->status.boot));
	if (look->enabled && !guard_file_path(look->record.firmware, path))
		firmware = envelope_text(path);
	return json_pack(
		"{s:b, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:I, s:o}", "loaded",
		look->loaded, "state", guard_look_state(look, closed),
		"enabled", look->enabled, "proof", proof_json(look), "boot",
		boot, "boot_file", firmware, "current",
		held_json(look, &look->status.current, sha256), "staged",
		held_json(look, &look->status.staged, sha256), "unguarded",
		(json_int_t)look->status.unguarded, "ports", ports);
}
