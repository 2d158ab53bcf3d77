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

#include "base/envelope.h"
#include "base/progress.h"
#include "cmd.h"
#include "guard/fallback.h"
#include "guard/guard.h"
#include "guard/guard_record.h"
#include "maps/lock.h"
#include "maps/pins.h"
#include "options.h"
#include "permit/permit_text.h"
#include "port/attach.h"
#include "record/ledger_record.h"
#include "slot/deploy.h"
#include "slot/saved.h"

static const char nothing[] = "nothing to unload: no policy is in force";

#define OPEN_NOW "the cameras are open now"

static const char done[] = "lenscap is off this router: " OPEN_NOW;
static const char leftovers[] = "leftovers of lenscap are removed: " OPEN_NOW;
static const char no_policy[] = "no policy was in force: " OPEN_NOW;

/* What stops cameras beside the programs, and goes first. */
static const char *const cleared_text[2][2] = {
	{ "", "the fallback is lifted, " },
	{ "the guard is cleared and ",
	  "the fallback is lifted, the guard is cleared and " },
};

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
	uint64_t gone = 0;
	__u32 key;
	size_t i;

	/* a port's note goes with it, so the first is a new one each time */
	progress_begin("letting go", "ports");
	while (!bpf_map_get_next_key(at->obj->maps[OBJECT_PORTS], NULL, &key)) {
		if (remove_port(at, key))
			ret = CMD_FAILED;
		progress_at(++gone, 0, 0);
		if (bpf_map_delete_elem(at->obj->maps[OBJECT_PORTS], &key) &&
		    errno != ENOENT)
			return cmd_fail("cannot forget device %u: %s", key,
					strerror(errno));
	}
	progress_end();
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
	const char *state;
	bool json;
	bool changed;
	bool cleared; /* the guard held a table */
	bool lifted; /* the fallback stood */
	bool forgotten; /* no policy is saved any more */
	bool guarded; /* the next boot has the guard's boot file */
	const char *text;
};

/* What the next boot does, where that was to change; with the guard, another. */
static const char *const forgotten_text[2][2] = {
	{ "", "" },
	{ "; the next boot applies no policy and drops nothing",
	  "; the next boot applies no policy" },
};

static int tell(const struct outcome *outcome)
{
	char text[512];

	snprintf(text, sizeof(text), "%s%s%s",
		 cleared_text[outcome->cleared][outcome->lifted], outcome->text,
		 forgotten_text[outcome->forgotten][outcome->guarded]);
	if (outcome->json)
		return envelope_print(json_pack(
			"{s:b, s:b, s:b, s:b, s:s}", "changed",
			outcome->changed, "guard_cleared", outcome->cleared,
			"fallback_lifted", outcome->lifted, "disabled",
			outcome->forgotten, "message", text));
	puts(text);
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

/* What stops cameras of this network namespace beside the programs. */
static int clear_rest(struct outcome *outcome, struct fault *fault)
{
	int err = clear_guard(&outcome->cleared, fault);

	return err ? err : fallback_lift(&outcome->lifted, fault);
}

/* What was counted goes with the maps: after this nobody can read it. */
static void note(const struct attach *at, const char *state)
{
	struct lc_control control;

	if (!pins_control(at->obj, &control))
		ledger_note(at->dir, state, "unload", NULL);
}

static int unload_here(const struct attach *at, const char *text,
		       struct outcome *outcome)
{
	struct fault fault = { "" };

	if (!at->foreign && clear_rest(outcome, &fault))
		return cmd_fail("%s; nothing else is changed", fault.text);
	note(at, outcome->state);
	/* they end with the maps, and must not come back by a reboot */
	if (permit_file_forget(outcome->state, &fault))
		cmd_warn("%s", fault.text);
	outcome->changed = true;
	outcome->text = text;
	return remove_all(at, outcome);
}

static int unload_nothing(struct outcome *outcome)
{
	struct fault fault = { "" };

	if (clear_rest(outcome, &fault))
		return cmd_fail("%s", fault.text);
	outcome->text = outcome->cleared || outcome->lifted ? no_policy :
							      nothing;
	outcome->changed |= outcome->text == no_policy;
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

/*
 * Before anything is taken off: what cannot be forgotten would close the next
 * boot. The guard's boot file is guard disable's.
 */
static int forget(struct outcome *outcome)
{
	const char *state = outcome->state;
	struct guard_record record;
	struct fault fault = { "" };

	if (saved_forget(state, &outcome->changed, &fault) ||
	    permit_file_forget(state, &fault) || fallback_remove(state, &fault))
		return cmd_fail("%s; nothing else is changed", fault.text);
	outcome->forgotten = true;
	outcome->guarded = guard_record_read(state, &record, NULL) != -ENOENT;
	if (outcome->guarded)
		cmd_warn(
			"the guard stays enabled, and drops at the next boot what listed devices send; lenscap guard disable ends that");
	return CMD_DONE;
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"Take all programs, pins and queueing disciplines of lenscap off the router.\n"
		"The cameras are open then, the guard is cleared first. The saved policy stays, and\n"
		"is applied at the next boot, unless --disable is given.",
	.max_operands = 0,
};

int cmd_unload(int argc, char **argv)
{
	const char *pin = OPTIONS_PIN_DEFAULT;
	bool disable = false;
	struct outcome outcome = { .state = OPTIONS_STATE_DEFAULT };
	const struct option_def defs[] = {
		{ "disable", NULL,
		  "forget the saved policy, too: the next boot applies none",
		  &disable, NULL },
		OPTION_JSON(&outcome.json),
		OPTION_PIN(&pin),
		OPTION_STATE(&outcome.state),
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
	progress_allow(outcome.json);
	gone = stat(pin, &st) && errno == ENOENT;
	if (gone && !disable && !guard_holds() && fallback_stands() <= 0) {
		outcome.text = nothing;
		return tell(&outcome);
	}
	err = lock_take(pin, gone, &lock, &fault);
	if (err)
		return cmd_fail("%s", fault.text);
	ret = disable ? forget(&outcome) : CMD_DONE;
	if (!ret)
		ret = unload(pin, &outcome);
	lock_release(pin, &lock);
	return ret;
}
