// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap unload: everything off the router.
 * How a port is left stands in attach.c.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attach.h"
#include "cmd.h"
#include "deploy.h"
#include "envelope.h"
#include "guard.h"
#include "lock.h"
#include "options.h"
#include "pins.h"

static const char nothing[] = "nothing to unload: no policy is in force";

#define OPEN_NOW "the cameras are open now"

static const char *const done[] = {
	"lenscap is off this router: " OPEN_NOW,
	"the guard is cleared and lenscap is off this router: " OPEN_NOW,
};

static const char *const leftovers[] = {
	"leftovers of lenscap are removed: " OPEN_NOW,
	"the guard is cleared and leftovers of lenscap are removed: " OPEN_NOW,
};

static const char only_guard[] =
	"no policy was in force; the guard is cleared: " OPEN_NOW;

/* What one port fails at is said; the others are left all the same. */
static int remove_port(const struct attach *at, unsigned int ifindex)
{
	struct fault fault = { "" };

	if (!attach_remove(at, ifindex, &fault))
		return CMD_DONE;
	return cmd_fail("%s", fault.text);
}

static int remove_ports(const struct attach *at)
{
	struct pins_links links;
	int ret = CMD_DONE;
	__u32 key;
	size_t i;

	/* a port's note goes with it, so the first is a new one each time */
	while (!bpf_map_get_next_key(at->obj->maps[OBJECT_PORTS], NULL, &key)) {
		if (remove_port(at, key))
			ret = CMD_FAILED;
		if (bpf_map_delete_elem(at->obj->maps[OBJECT_PORTS], &key) &&
		    errno != ENOENT)
			return cmd_fail("cannot forget device %u: %s", key,
					strerror(errno));
	}
	if (pins_links(at->dir, &links))
		return ret;
	for (i = 0; i < links.count; i++)
		if (remove_port(at, links.ifindex[i]))
			ret = CMD_FAILED;
	pins_links_free(&links);
	return ret;
}

/* What was done, to a person or to a program. */
struct outcome {
	bool json;
	bool changed;
	bool cleared; /* the guard held a table */
	const char *text;
};

static int tell(const struct outcome *outcome)
{
	if (outcome->json)
		return envelope_print(
			json_pack("{s:b, s:b, s:s}", "changed",
				  outcome->changed, "guard_cleared",
				  outcome->cleared, "message", outcome->text));
	puts(outcome->text);
	return cmd_flush();
}

static int remove_all(const struct attach *at, const struct outcome *outcome)
{
	struct fault fault = { "" };
	int ret = remove_ports(at);

	if (pins_remove(at->dir, &fault))
		return cmd_fail("%s", fault.text);
	if (rmdir(at->dir) && errno != ENOENT)
		cmd_warn("%s stays (%s): something else is pinned there",
			 at->dir, strerror(errno));
	return tell(outcome) ? CMD_FAILED : ret;
}

/*
 * Before any port is left, or what listed devices send would be dropped there
 * from then on. *cleared: there was something to clear.
 */
static int clear_guard(bool *cleared, struct fault *fault)
{
	struct guard_status status;
	struct guard *guard;
	int err;

	err = guard_open(&guard, fault);
	if (err)
		return err == -ENOENT ? 0 : err;
	err = guard_status(guard, &status, fault);
	if (!err && (status.current.there || status.staged.there)) {
		err = guard_clear(guard, fault);
		*cleared = !err;
	}
	guard_close(guard);
	return err;
}

/* Does the guard hold a table here? What it cannot tell comes up later. */
static bool guard_holds(void)
{
	struct guard_status status;
	struct guard *guard;
	bool holds;

	if (guard_open(&guard, NULL))
		return false;
	holds = !guard_status(guard, &status, NULL) &&
		(status.current.there || status.staged.there);
	guard_close(guard);
	return holds;
}

static int unload_here(const struct attach *at, const char *const texts[2],
		       struct outcome *outcome)
{
	struct fault fault = { "" };

	if (!at->foreign && clear_guard(&outcome->cleared, &fault))
		return cmd_fail("%s; nothing is changed", fault.text);
	outcome->changed = true;
	outcome->text = texts[outcome->cleared];
	return remove_all(at, outcome);
}

static int unload_nothing(struct outcome *outcome)
{
	struct fault fault = { "" };

	if (clear_guard(&outcome->cleared, &fault))
		return cmd_fail("%s", fault.text);
	outcome->changed = outcome->cleared;
	outcome->text = outcome->cleared ? only_guard : nothing;
	return tell(outcome);
}

static int unload(const char *dir, struct outcome *outcome)
{
	struct object obj = OBJECT_NONE;
	struct attach at = { .dir = dir, .obj = &obj };
	struct fault fault = { "" };
	int ret, err;

	err = pins_open(dir, &obj, &fault);
	if (err && err != -ENOENT && err != -EIO)
		return cmd_fail("%s", fault.text);
	if (err && !pins_any(dir)) {
		object_close(&obj);
		return unload_nothing(outcome);
	}
	if (err)
		pins_open_part(dir, &obj);
	else
		at.foreign = deploy_check_netns(dir, &obj, &fault);
	/* where all its devices are gone, nothing is opened from afar */
	if (at.foreign && !attach_all_dead(dir))
		ret = cmd_fail("%s", fault.text);
	else
		ret = unload_here(&at, err ? leftovers : done, outcome);
	object_close(&obj);
	return ret;
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"Take all programs, pins and queueing disciplines of lenscap off the router.\n"
		"The cameras are open then, the guard is cleared first. The saved policy stays.",
	.max_operands = 0,
};

int cmd_unload(int argc, char **argv)
{
	const char *pin = OPTIONS_PIN_DEFAULT;
	const char *state = NULL;
	struct outcome outcome = { 0 };
	const struct option_def defs[] = {
		OPTION_JSON(&outcome.json),
		OPTION_PIN(&pin),
		OPTION_STATE(&state),
		OPTION_END,
	};
	struct fault fault = { "" };
	struct lock lock = LOCK_NONE;
	struct stat st;
	bool gone;
	int ret, err;

	err = options_parse(&usage, defs, argc, argv);
	if (err < 0)
		return options_exit(err);
	if (geteuid())
		return cmd_fail(
			"root is needed to change the router; try sudo");
	gone = stat(pin, &st) && errno == ENOENT;
	if (gone && !guard_holds()) {
		outcome.text = nothing;
		return tell(&outcome);
	}
	err = lock_take(pin, gone, &lock, &fault);
	if (err)
		return cmd_fail("%s", fault.text);
	ret = unload(pin, &outcome);
	lock_release(pin, &lock);
	return ret;
}
