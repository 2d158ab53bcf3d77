// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap apply: a policy file put in force.
 * The steps on the router stand in deploy.c.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/envelope.h"
#include "base/number.h"
#include "base/progress.h"
#include "base/short_id.h"
#include "cmd.h"
#include "options.h"
#include "permit/permit_sync.h"
#include "policy/vendor.h"
#include "record/ledger_record.h"
#include "replay/trial.h"
#include "slot/deploy.h"
#include "slot/expect.h"
#include "slot/info.h"
#include "slot/live.h"
#include "slot/pending.h"
#include "slot/pinned_policy.h"
#include "slot/saved.h"
#include "slot/shadow.h"
#include "slot/state.h"
#include "slot/switch.h"

/* Set: only what is in force counts for --again, not what is saved. */
#define AGAIN_LIVE "LENSCAP_AGAIN"

struct apply {
	const char *pin;
	const char *state;
	const char *why;
	int64_t confirm; /* seconds, 0: for good */
	bool json;
	bool dry_run;
	bool again;
	bool shadow; /* beside the policy in force */
	bool noted; /* info is what was noted of it */
	struct lc_policy_info info;
	struct vendor_table vendors;
	struct diag *diag;
	struct policy *policy;
	struct site *site;
	struct listing *listing;
	struct slot_image *image;
	struct deploy deploy;
};

/* From the file to what it means here. An exit status. */
static int read_policy(struct apply *apply, const char *file)
{
	int err;

	err = policy_load(file, &apply->vendors, apply->diag, &apply->policy);
	if (!err)
		err = permit_check(apply->policy, time(NULL), apply->diag);
	if (err)
		return diag_errors(apply->diag) ?
			       CMD_USAGE :
			       cmd_fail("%s: %s", file, strerror(-err));
	err = site_from_system(apply->policy, apply->diag, &apply->site);
	if (err)
		return diag_errors(apply->diag) ?
			       CMD_FAILED :
			       cmd_fail("cannot list the network devices: %s",
					strerror(-err));
	err = listing_make(apply->policy, apply->site, &apply->vendors,
			   apply->diag, &apply->listing);
	if (err)
		return diag_errors(apply->diag) ?
			       CMD_USAGE :
			       cmd_fail("%s: %s", file, strerror(-err));
	return CMD_DONE;
}

/* Before anything here is touched; with --again, they ran when it was applied. */
static int run_tests(struct apply *apply)
{
	const struct trial_input input = {
		.policy = apply->policy,
		.vendors = &apply->vendors,
		.site = apply->site,
		.listing = apply->listing,
	};
	struct fault fault = { "" };
	int err = trial_run(&input, apply->diag, &fault);

	if (err && err != -EINVAL)
		return cmd_fail("its tests cannot be run: %s", fault.text);
	return err ? CMD_USAGE : CMD_DONE;
}

static int compile(struct apply *apply)
{
	const struct compile_input input = {
		.policy = apply->policy,
		.site = apply->site,
		.listing = apply->listing,
		.vendors = &apply->vendors,
		.names = apply->deploy.names,
	};
	int err;

	err = compile_slot(&input, apply->diag, &apply->image);
	if (!err)
		return CMD_DONE;
	if (diag_errors(apply->diag))
		return CMD_USAGE;
	return cmd_fail("cannot compile the policy: %s", strerror(-err));
}

static const char *policy_label(const struct apply *apply)
{
	const struct policy *policy = apply->policy;
	const char *path = apply->noted ? apply->info.path : policy->path;
	const char *slash = strrchr(path, '/');

	if (policy->name)
		return policy->name;
	return slash ? slash + 1 : path;
}

static void print_label(const struct apply *apply)
{
	const struct policy *policy = apply->policy;

	printf("%s%s%s (%.12s)", policy_label(apply),
	       policy->revision ? " " : "",
	       policy->revision ? policy->revision : "", policy->sha256);
}

static void print_size(const struct apply *apply)
{
	size_t prefixes = apply->listing->count;
	size_t groups = apply->policy->group_count;

	printf(": %zu prefix%s in %zu group%s%s\n", prefixes,
	       prefixes == 1 ? "" : "es", groups, groups == 1 ? "" : "s",
	       apply->policy->monitor ? "; monitor, nothing is dropped" : "");
}

static int print_dry_run(const struct apply *apply)
{
	bool same = deploy_same(&apply->deploy, apply->policy, apply->image);
	struct expect expect;
	size_t i;

	deploy_expect(apply->site, cmd_warn);
	expect_ports(&apply->deploy, apply->site, &expect);
	if (apply->json)
		return envelope_print(json_pack("{s:b, s:b, s:s, s:o}",
						"changed", !same, "dry_run", 1,
						"sha256", apply->policy->sha256,
						"ports", expect_json(&expect)));
	print_label(apply);
	fputs(same ? " is in force already on" : " would be put in force on",
	      stdout);
	for (i = 0; i < apply->site->interface_count; i++)
		if (apply->site->interfaces[i].ifindex)
			printf(" %s", apply->site->interfaces[i].name);
	print_size(apply);
	expect_print(&expect, same);
	return cmd_flush();
}

static void print_port(const struct state_port *port)
{
	const struct attach_state *at = &port->attached;
	const char *mode = xdp_mode_text(at->xdp_mode);
	const char *kind = tc_kind_text(at->tc_kind);

	printf("%s%s (%s XDP, %s)",
	       port->in_policy ? "" : "not in policy: ", port->name,
	       mode ? mode : "no", kind ? kind : "no tc");
}

static int print_text(const struct apply *apply, const struct state *state)
{
	const struct deploy *deploy = &apply->deploy;
	size_t i;

	print_label(apply);
	if (deploy->switched)
		fputs(" is in force on", stdout);
	else
		printf(" was in force already%s%s on",
		       deploy->upgraded ? ", its programs are new" : "",
		       deploy->repaired && !deploy->upgraded ?
			       ", attached again" :
			       "");
	for (i = 0; state && i < state->port_count; i++) {
		fputs(i ? ", " : " ", stdout);
		print_port(&state->ports[i]);
	}
	print_size(apply);
	if (deploy->lifted)
		puts("the fallback of the boot is lifted");
	if (apply->deploy.new_boot_file)
		puts(deploy_boot_file_text);
	return cmd_flush();
}

static int print_json(const struct apply *apply, const struct live *live,
		      const struct state *state)
{
	const struct deploy *deploy = &apply->deploy;
	json_t *warnings = json_array();
	size_t i;

	for (i = 0; state && i < state->warning_count; i++)
		json_array_append_new(warnings,
				      envelope_text(state->warnings[i]));
	return envelope_print(json_pack(
		"{s:b, s:o, s:s, s:o, s:s, s:b, s:o}", "changed",
		deploy->switched || deploy->upgraded || deploy->repaired ||
			deploy->lifted,
		"pending", pending_json(&live->pending), "sha256",
		apply->policy->sha256, "name",
		envelope_text(apply->policy->name), "mode",
		apply->policy->monitor ? "monitor" : "enforce", "saved",
		state && state->saved, "warnings", warnings));
}

/* The id alone to standard output, for a script; what it means beside it. */
static int print_pending(const struct apply *apply)
{
	char id[SHORT_ID_LEN];

	short_id_format(apply->deploy.pending, id);
	printf("pending %s\n", id);
	fprintf(stderr,
		"lenscap: %s (%.12s) is in force for %" PRId64
		" s, then the kernel takes it back by itself, unless before: lenscap confirm %s\n",
		policy_label(apply), apply->policy->sha256, apply->confirm, id);
	if (apply->deploy.lifted && apply->deploy.first)
		cmd_warn(
			"the fallback of the boot is lifted, and no policy was in force before: unless this one is confirmed, the cameras are open then");
	return cmd_flush();
}

/* What is in force now, as status would show it. */
static int print_result(const struct apply *apply)
{
	struct fault fault = { "" };
	struct state *state = NULL;
	struct live live;
	size_t i;
	int ret;

	if (live_open(apply->pin, &live, &fault))
		return cmd_fail("the policy is in force, but: %s", fault.text);
	if (state_look(&live, apply->state, &state))
		state = NULL;
	for (i = 0; state && i < state->warning_count; i++)
		cmd_warn("%s", state->warnings[i]);
	if (*apply->deploy.told.text)
		cmd_warn("%s", apply->deploy.told.text);
	if (apply->json)
		ret = print_json(apply, &live, state);
	else if (apply->deploy.pending)
		ret = print_pending(apply);
	else
		ret = print_text(apply, state);
	state_free(state);
	live_close(&live);
	return ret;
}

static int open_router(struct apply *apply)
{
	struct fault fault = { "" };

	if (deploy_open(apply->pin, apply->state, apply->dry_run,
			&apply->deploy, &fault))
		return cmd_fail("%s", fault.text);
	return CMD_DONE;
}

static void warn_port(void *data, const char *text)
{
	cmd_warn("%s", text);
	json_array_append_new(data, envelope_text(text));
}

/* What the ledger is told of: a policy, programs or ports that are others now. */
static void note(const struct apply *apply)
{
	const struct deploy *deploy = &apply->deploy;

	if (deploy->switched || deploy->upgraded || deploy->repaired ||
	    deploy->lifted)
		ledger_note(apply->pin, apply->state,
			    apply->again && deploy->first ? "boot" : "apply",
			    apply->why);
}

static int run_shadow(struct apply *apply, const struct deploy_input *in)
{
	struct fault fault = { "" };
	json_t *warnings;

	if (shadow_start(&apply->deploy, in, &fault))
		return cmd_fail("%s", fault.text);
	warnings = json_array();
	shadow_blind(&apply->deploy, apply->site, warn_port, warnings);
	if (apply->json)
		return envelope_print(
			json_pack("{s:b, s:b, s:s, s:o, s:o}", "changed", 1,
				  "shadow", 1, "sha256", apply->policy->sha256,
				  "name", envelope_text(apply->policy->name),
				  "warnings", warnings));
	json_decref(warnings);
	print_label(apply);
	puts(" is judged beside the policy in force, which stays; lenscap shadow shows what differs");
	return cmd_flush();
}

static int run(struct apply *apply)
{
	struct fault fault = { "" };
	struct deploy_input in;
	int ret, err;

	ret = compile(apply);
	if (ret)
		return ret;
	if (apply->dry_run && deploy_try(&apply->deploy, apply->site, &fault))
		return cmd_fail("%s", fault.text);
	if (apply->dry_run)
		return print_dry_run(apply);
	in = (struct deploy_input){
		.policy = apply->policy,
		.site = apply->site,
		.listing = apply->listing,
		.image = apply->image,
		.why = apply->why,
		.again = apply->again,
		.confirm = apply->confirm,
		.info = apply->noted ? &apply->info : NULL,
	};
	if (apply->shadow)
		return run_shadow(apply, &in);
	err = deploy_run(&apply->deploy, &in, &fault);
	if (err && !apply->deploy.in_force)
		return cmd_fail("%s", fault.text);
	ret = print_result(apply);
	note(apply);
	return err ? cmd_fail("%s", fault.text) : ret;
}

static void apply_free(struct apply *apply)
{
	slot_image_free(apply->image);
	listing_free(apply->listing);
	site_free(apply->site);
	policy_free(apply->policy);
	diag_free(apply->diag);
	vendor_table_free(&apply->vendors);
}

static int apply_file(struct apply *apply, const char *file)
{
	char why[256];
	int ret;

	if (vendor_table_load_embedded(&apply->vendors, why, sizeof(why)))
		return cmd_fail("%s", why);
	apply->diag = diag_new();
	if (!apply->diag) {
		vendor_table_free(&apply->vendors);
		return cmd_fail("out of memory");
	}
	ret = read_policy(apply, file);
	if (!ret)
		ret = run_tests(apply);
	if (!ret) {
		ret = open_router(apply);
		if (!ret)
			ret = run(apply);
		deploy_close(&apply->deploy);
	}
	diag_print(apply->diag);
	apply_free(apply);
	return ret;
}

/* -ENOENT: no policy is in force. */
static int read_live(struct apply *apply, struct pinned_policy *pp,
		     struct fault *fault)
{
	struct live live;
	int err = live_open(apply->pin, &live, fault);

	if (err)
		return err;
	apply->noted = live.policy;
	apply->info = live.info;
	/* what is missing of it is no policy that is missing */
	err = live.policy ? pinned_policy_load(&live, pp, fault) : -ENOENT;
	if (err == -ENOENT && live.policy)
		err = -EIO;
	live_close(&live);
	return err;
}

/* The policy in force, else the saved one, for the devices as they are now. */
static int read_again(struct apply *apply, struct pinned_policy *pp,
		      struct fault *fault)
{
	const char *only = getenv(AGAIN_LIVE);
	char path[PATH_MAX];
	int err = -ENOENT;

	/* a draft is not what was meant, once its time has run out */
	if (!apply->dry_run && deploy_settled(&apply->deploy, fault))
		return -EBUSY;
	if (!apply->deploy.first)
		err = read_live(apply, pp, fault);
	if (err != -ENOENT)
		return err;
	if (only && !strcmp(only, "live"))
		return fault_set(
			fault, -ENOENT,
			"no policy is in force, so there is none to put in force again");
	err = saved_path(apply->state, path);
	if (err)
		return fault_set(
			fault, err,
			"no policy is in force, and none is saved in %s; lenscap apply FILE puts one in force",
			apply->state);
	return pinned_policy_load_file(path, pp, fault);
}

/*
 * Errors, and warnings of devices: what else there is to warn of was told when
 * it was applied. Its text stands in no file that anybody knows.
 */
static void print_findings(const struct apply *apply)
{
	const struct diag_finding *finding;
	size_t i;

	for (i = 0; (finding = diag_finding(apply->diag, i)); i++)
		if (finding->error)
			cmd_fail("%s", finding->text);
		else if (!finding->where.file)
			cmd_warn("%s", finding->text);
}

static int apply_again(struct apply *apply)
{
	struct pinned_policy pp = { 0 };
	struct fault fault = { "" };
	int ret = open_router(apply);

	if (!ret && read_again(apply, &pp, &fault))
		ret = cmd_fail("%s", fault.text);
	apply->vendors = pp.vendors;
	apply->diag = pp.diag;
	apply->policy = pp.policy;
	apply->site = pp.site;
	apply->listing = pp.listing;
	if (!ret) {
		ret = run(apply);
		print_findings(apply);
	}
	deploy_close(&apply->deploy);
	apply_free(apply);
	return ret;
}

static int parse_seconds(const char *text, int64_t *seconds)
{
	const char *end;
	uint64_t value;

	if (number_read(text, &end, &value) || *end || !value ||
	    value > (uint64_t)SWITCH_SECONDS_MAX)
		return -EINVAL;
	*seconds = (int64_t)value;
	return 0;
}

static const struct options_usage usage = {
	.operands = "FILE",
	.about =
		"Put the policy of FILE in force on this router, all of it or nothing. With --again\n"
		"there is no FILE.",
	.max_operands = 1,
};

/* What cannot be meant together. An exit status. */
static int check_options(struct apply *apply, const char *confirm, bool file)
{
	if (apply->again && (file || confirm || apply->why || apply->shadow))
		return cmd_misuse(
			"apply: --again takes the policy that is in force, as it is: give it alone");
	if (!apply->again && !file)
		return cmd_misuse(
			"apply: something is missing: lenscap apply FILE");
	if (confirm && parse_seconds(confirm, &apply->confirm))
		return cmd_misuse(
			"apply: --confirm takes seconds, from 1 to %" PRId64
			", not \"%.32s\"",
			SWITCH_SECONDS_MAX, confirm);
	if (apply->why && !info_why_fits(apply->why))
		return cmd_misuse(
			"apply: --why takes one line of text, at most %zu bytes of UTF-8",
			INFO_WHY_MAX);
	if (apply->shadow && (confirm || apply->dry_run))
		return cmd_misuse(
			"apply: --shadow puts nothing in force, so that there is nothing to %s; leave one of them out",
			confirm ? "confirm" : "run dry");
	return CMD_DONE;
}

int cmd_apply(int argc, char **argv)
{
	struct apply apply = {
		.pin = OPTIONS_PIN_DEFAULT,
		.state = OPTIONS_STATE_DEFAULT,
	};
	const char *confirm = NULL;
	const struct option_def defs[] = {
		{ "dry-run", NULL, "everything but the first change",
		  &apply.dry_run, NULL },
		{ "confirm", "SECONDS",
		  "take it back after that long, unless lenscap confirm comes",
		  NULL, &confirm },
		{ "why", "TEXT", "what it is for; status shows it", NULL,
		  &apply.why },
		{ "again", NULL,
		  "the policy in force once more, for the devices as they are now; where none is, the saved one",
		  &apply.again, NULL },
		{ "shadow", NULL,
		  "only judge beside the policy in force: see lenscap shadow",
		  &apply.shadow, NULL },
		OPTION_JSON(&apply.json),
		OPTION_PIN(&apply.pin),
		OPTION_STATE(&apply.state),
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);
	int ret;

	if (first < 0)
		return options_exit(first);
	ret = check_options(&apply, confirm, first < argc);
	if (ret)
		return ret;
	if (geteuid())
		return cmd_fail(
			"root is needed to change the router; try sudo");
	progress_allow(apply.json);
	return apply.again ? apply_again(&apply) :
			     apply_file(&apply, argv[first]);
}
