// SPDX-License-Identifier: GPL-2.0
/*
 * The devices that the ledger remembers, for the census.
 * How the ledger stands on disk is ledger.c.
 */
#include "ledger/history.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mac.h"
#include "base/text.h"
#include "ledger/ledger.h"
#include "ledger/ledger_state.h"

/* A copy of a member, NULL where it is null; *err where there is no memory. */
static char *copy(const json_t *def, const char *key, int *err)
{
	const char *text = json_string_value(json_object_get(def, key));
	char *held = text ? strdup(text) : NULL;

	if (text && !held)
		*err = -ENOMEM;
	return held;
}

/* 1 with the device, 0 the row says nothing sensible, or -ENOMEM. */
static int read_row(const struct ledger_row *row, struct history_device *device)
{
	json_t *def = json_loads(row->def, 0, NULL);
	const json_t *vlan = json_object_get(def, "vlan");
	const char *mac = json_string_value(json_object_get(def, "mac"));
	int err = 0;

	if (mac && !mac_parse(mac, &device->mac)) {
		device->vlan = json_is_integer(vlan) ?
				       (int)json_integer_value(vlan) :
				       -1;
		err = 1;
		device->interface = copy(def, "interface", &err);
		device->zone = copy(def, "zone", &err);
		device->vendor = copy(def, "vendor", &err);
		device->group = copy(def, "group", &err);
		device->first_seen = 1000 * row->first;
		device->last_seen = 1000 * row->last;
	}
	json_decref(def);
	return err;
}

static int by_place(const void *a, const void *b)
{
	const struct history_device *one = a, *other = b;
	int order = text_compare(one->interface, other->interface);

	if (order)
		return order;
	if (one->vlan != other->vlan)
		return one->vlan < other->vlan ? -1 : 1;
	return one->mac == other->mac ? 0 : one->mac < other->mac ? -1 : 1;
}

static int read_table(const struct ledger_table *table, struct history *history)
{
	size_t i;
	int got;

	history->devices = calloc(table->count + 1, sizeof(*history->devices));
	if (!history->devices)
		return -ENOMEM;
	for (i = 0; i < table->count; i++) {
		got = read_row(&table->rows[i],
			       &history->devices[history->count]);
		if (got)
			history->count++;
		if (got < 0)
			return got;
	}
	qsort(history->devices, history->count, sizeof(*history->devices),
	      by_place);
	return 0;
}

int history_read(const char *state_dir, struct history **history,
		 struct fault *fault)
{
	struct history *new = calloc(1, sizeof(*new));
	struct ledger_state *state = NULL;
	int fd = ledger_peek(state_dir);
	int err = 0;

	if (!new)
		err = -ENOMEM;
	else if (fd < 0 && fd != -ENOENT)
		err = fd;
	if (err)
		fault_set(fault, err, "%s/" LEDGER_DIR " cannot be opened: %s",
			  state_dir, strerror(-err));
	if (!err && fd >= 0)
		err = ledger_state_load(fd, 1u << LEDGER_DEVICES, &state,
					fault);
	if (!err && state) {
		err = read_table(&state->tables[LEDGER_DEVICES], new);
		if (err)
			fault_set(fault, err, "out of memory");
	}
	ledger_state_free(state);
	if (fd >= 0)
		close(fd);
	if (err)
		history_free(new);
	else
		*history = new;
	return err;
}

void history_free(struct history *history)
{
	size_t i;

	if (!history)
		return;
	for (i = 0; i < history->count; i++) {
		free((char *)history->devices[i].interface);
		free((char *)history->devices[i].zone);
		free((char *)history->devices[i].vendor);
		free((char *)history->devices[i].group);
	}
	free(history->devices);
	free(history);
}
