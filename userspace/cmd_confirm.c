// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap confirm: what apply --confirm put in force stays.
 * What follows from that stands in seal.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/envelope.h"
#include "base/short_id.h"
#include "cmd.h"
#include "maps/lock.h"
#include "options.h"
#include "record/ledger_record.h"
#include "slot/deploy.h"
#include "slot/live.h"
#include "slot/pinned_policy.h"
#include "slot/saved.h"
#include "slot/seal.h"
#include "slot/switch.h"

struct confirm {
	const char *pin;
	const char *state;
	const char *text; /* the id, as typed */
	uint32_t id;
	bool json;
	struct lock lock;
	struct live live;
	struct pinned_policy policy;
	bool known; /* what the policy means here: policy is filled */
};

static int not_pending(const struct confirm *c)
{
	const struct lc_control *control = &c->live.control;
	char id[SHORT_ID_LEN];

	if (c->live.pending.id) {
		short_id_format(c->live.pending.id, id);
		return cmd_fail("%s does not wait to be confirmed, %s does",
				c->text, id);
	}
	if (control->reverted == c->id)
		return cmd_fail(
			"%s was not confirmed in time: the policy before it is in force again; apply once more",
			c->text);
	return cmd_fail(
		"nothing waits to be confirmed; lenscap status shows what is in force");
}

static int print_confirmed(const struct confirm *c)
{
	const struct lc_policy_info *info = &c->live.info;

	if (c->json)
		return envelope_print(json_pack(
			"{s:b, s:s, s:o, s:s}", "changed", 1, "confirmed",
			c->text, "name",
			envelope_text(*info->name ? info->name : NULL),
			"sha256", info->sha256));
	printf("%s%s(%.12s) stays in force, and is saved\n", info->name,
	       *info->name ? " " : "", info->sha256);
	return cmd_flush();
}

/* Written before it is sealed: what cannot be saved is not confirmed. */
static int stage(const struct confirm *c, bool *made, struct fault *fault)
{
	char *text;
	int err = live_text(&c->live, &text);

	if (err)
		return fault_set(fault, err,
				 "the policy's text cannot be read: %s",
				 strerror(-err));
	err = saved_stage(c->state, text, c->live.info.text_len, made, fault);
	free(text);
	return err;
}

static int seal(struct confirm *c)
{
	struct fault fault = { "" };
	struct seal seal = {
		.state = c->state,
		.at = &c->live.at,
		.slots = &c->live.slots,
		.sha256 = c->live.info.sha256,
		.staged = true,
	};
	bool made;
	int err;

	if (stage(c, &made, &fault))
		return cmd_fail("%s; nothing is confirmed", fault.text);
	err = switch_confirm(&c->live.obj, c->id);
	if (err) {
		saved_unstage(c->state, made);
		if (err != -ESTALE)
			return cmd_fail("cannot confirm %s: %s", c->text,
					strerror(-err));
		/* its time ran out just now */
		c->live.pending.id = 0;
		c->live.control.reverted = c->id;
		return not_pending(c);
	}
	if (c->known) {
		seal.policy = c->policy.policy;
		seal.site = c->policy.site;
		seal.listing = c->policy.listing;
	}
	err = seal_run(&seal, &fault);
	ledger_note(c->pin, c->state, "confirm", NULL);
	if (err)
		return cmd_fail("%s is confirmed, but: %s", c->text,
				fault.text);
	if (*seal.told.text)
		cmd_warn("%s", seal.told.text);
	if (seal.new_boot_file)
		cmd_warn("%s", deploy_boot_file_text);
	return print_confirmed(c);
}

static int confirm_locked(struct confirm *c)
{
	struct fault fault = { "" };
	int ret;

	if (live_open(c->pin, &c->live, &fault))
		return cmd_fail("%s", fault.text);
	if (deploy_check_netns(c->pin, &c->live.obj, &fault)) {
		ret = cmd_fail("%s", fault.text);
	} else if (c->live.pending.id != c->id) {
		ret = not_pending(c);
	} else {
		/* a device that went meanwhile must not keep it from staying */
		c->known = !pinned_policy_load(&c->live, &c->policy, &fault);
		if (!c->known)
			cmd_warn(
				"%s; its permits do not begin, and what the next boot uses until the policy stands is not made anew",
				fault.text);
		ret = seal(c);
		pinned_policy_free(&c->policy);
	}
	live_close(&c->live);
	return ret;
}

static const struct options_usage usage = {
	.operands = "ID",
	.about =
		"Keep the policy that apply --confirm put in force, and save it. ID is what apply\n"
		"printed, and status shows.",
	.min_operands = 1,
	.max_operands = 1,
};

int cmd_confirm(int argc, char **argv)
{
	struct confirm c = {
		.pin = OPTIONS_PIN_DEFAULT,
		.state = OPTIONS_STATE_DEFAULT,
		.lock = LOCK_NONE,
	};
	const struct option_def defs[] = {
		OPTION_JSON(&c.json),
		OPTION_PIN(&c.pin),
		OPTION_STATE(&c.state),
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);
	struct fault fault = { "" };
	int ret;

	if (first < 0)
		return options_exit(first);
	c.text = argv[first];
	if (short_id_parse(c.text, &c.id))
		return cmd_misuse(
			"confirm: \"%s\" is no id; six digits are wanted, as apply --confirm printed them",
			c.text);
	if (geteuid())
		return cmd_fail(
			"root is needed to change the router; try sudo");
	if (lock_take(c.pin, false, &c.lock, &fault))
		return cmd_fail("%s", fault.text);
	ret = confirm_locked(&c);
	lock_release(c.pin, &c.lock);
	return ret;
}
