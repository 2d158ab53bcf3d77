// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap rollback: back to the policy before, be it that the one in force
 * waits to be confirmed or not. The steps stand in deploy.c and switch.c.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/envelope.h"
#include "cmd.h"
#include "compile/compile.h"
#include "options.h"
#include "record/ledger_record.h"
#include "slot/deploy.h"
#include "slot/info.h"
#include "slot/live.h"
#include "slot/pinned_policy.h"
#include "slot/seal.h"
#include "slot/shadow.h"
#include "slot/switch.h"

struct rollback {
	const char *pin;
	const char *state;
	const char *why;
	bool json;
	struct deploy deploy;
	struct live live; /* before */
	struct pinned_policy policy;
	struct slot_image *image;
};

static int print_back(const struct rollback *r,
		      const struct lc_policy_info *now)
{
	const char *name = now && *now->name ? now->name : NULL;

	if (r->json)
		return envelope_print(
			json_pack("{s:b, s:o, s:o}", "changed", 1, "name",
				  envelope_text(name), "sha256",
				  envelope_text(now ? now->sha256 : NULL)));
	if (now)
		printf("%s%s(%.12s) is in force again\n", name ? name : "",
		       name ? " " : "", now->sha256);
	else
		puts("no policy was in force before, and none is now: the cameras are open");
	return cmd_flush();
}

/* What waits to be confirmed is taken back; nothing of it was saved. */
static int end_pending(struct rollback *r)
{
	struct fault fault = { "" };
	struct live now;
	struct seal seal = { .state = r->state };
	int ret, err;

	err = switch_back(&r->live.obj, r->live.pending.id);
	if (err && err != -ESTALE)
		return cmd_fail("cannot go back: %s", strerror(-err));
	/* -ESTALE: the kernel's timer was faster, with the same outcome */
	if (live_open(r->pin, &now, &fault))
		return cmd_fail("the policy before is in force again, but: %s",
				fault.text);
	seal.at = &now.at;
	seal.slots = &now.slots;
	seal.sha256 = now.policy ? now.info.sha256 : NULL;
	err = seal_router(&seal, &fault);
	ret = print_back(r, now.policy ? &now.info : NULL);
	ledger_note(r->pin, r->state, "rollback", r->why);
	live_close(&now);
	return err ? cmd_fail("the policy before is in force again, but: %s",
			      fault.text) :
		     ret;
}

static int compile(struct rollback *r)
{
	const struct compile_input input = {
		.policy = r->policy.policy,
		.site = r->policy.site,
		.listing = r->policy.listing,
		.vendors = &r->policy.vendors,
		.names = r->deploy.names,
	};

	return compile_slot(&input, r->policy.diag, &r->image);
}

static int deploy_before(struct rollback *r, const struct lc_policy_info *info)
{
	const struct deploy_input in = {
		.policy = r->policy.policy,
		.site = r->policy.site,
		.listing = r->policy.listing,
		.image = r->image,
		.why = r->why,
		.info = info,
		/* the way back must not hang on what an upgrade brings */
		.keep_programs = true,
	};
	struct fault fault = { "" };
	int ret, err;

	err = deploy_run(&r->deploy, &in, &fault);
	if (err && !r->deploy.in_force)
		return cmd_fail("%s", fault.text);
	if (*r->deploy.told.text)
		cmd_warn("%s", r->deploy.told.text);
	ret = print_back(r, info);
	ledger_note(r->pin, r->state, "rollback", r->why);
	if (r->deploy.new_boot_file)
		cmd_warn("%s", deploy_boot_file_text);
	return err ? cmd_fail("%s", fault.text) : ret;
}

static int nothing_before(const struct rollback *r)
{
	struct lc_policy_info shadow;

	if (shadow_info(&r->live, &shadow))
		return cmd_fail(
			"there is no policy to go back to: the shadow %s%s(%.12s) took its place; apply its file",
			shadow.name, *shadow.name ? " " : "", shadow.sha256);
	return cmd_fail(
		"there is no policy to go back to: what was in force before was not kept; apply its file");
}

static int back_to_previous(struct rollback *r)
{
	struct lc_policy_info info;
	struct fault fault = { "" };
	int number, ret;

	number = info_previous(r->pin, &r->live.obj, &info);
	if (number == -ENOENT)
		return nothing_before(r);
	if (number < 0)
		return cmd_fail("the policy before cannot be read: %s",
				strerror(-number));
	if (pinned_policy_load_nth(&r->live, (unsigned int)number, &info,
				   &r->policy, &fault))
		ret = cmd_fail("%s", fault.text);
	else if (compile(r))
		ret = cmd_fail(
			"cannot compile the policy before; apply its file, %s",
			info.path);
	else
		ret = deploy_before(r, &info);
	slot_image_free(r->image);
	pinned_policy_free(&r->policy);
	return ret;
}

static int run(struct rollback *r)
{
	struct fault fault = { "" };
	int ret;

	if (deploy_open(r->pin, r->state, false, &r->deploy, &fault))
		return cmd_fail("%s", fault.text);
	if (live_open(r->pin, &r->live, &fault))
		return cmd_fail("%s", fault.text);
	ret = r->live.pending.id ? end_pending(r) : back_to_previous(r);
	live_close(&r->live);
	return ret;
}

static const struct options_usage usage = {
	.operands = "",
	.about =
		"Put the policy before in force again: now, where the one in force waits to be\n"
		"confirmed, else as apply would.",
	.max_operands = 0,
};

int cmd_rollback(int argc, char **argv)
{
	struct rollback r = {
		.pin = OPTIONS_PIN_DEFAULT,
		.state = OPTIONS_STATE_DEFAULT,
	};
	const struct option_def defs[] = {
		{ "why", "TEXT", "what it is for; status shows it", NULL,
		  &r.why },
		OPTION_JSON(&r.json),
		OPTION_PIN(&r.pin),
		OPTION_STATE(&r.state),
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);
	int ret;

	if (first < 0)
		return options_exit(first);
	if (r.why && !info_why_fits(r.why))
		return cmd_misuse(
			"rollback: --why takes one line of text, at most %zu bytes of UTF-8",
			INFO_WHY_MAX);
	if (geteuid())
		return cmd_fail(
			"root is needed to change the router; try sudo");
	ret = run(&r);
	deploy_close(&r.deploy);
	return ret;
}
