// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap diff: what applying a file would change.
 * Both policies are brought together here; what they differ in is diff*.c.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/envelope.h"
#include "cmd.h"
#include "compile/compile.h"
#include "diff/diff_report.h"
#include "maps/flow_clock.h"
#include "options.h"
#include "permit/permit.h"
#include "policy/listing.h"
#include "policy/vendor.h"
#include "slot/deploy.h"
#include "slot/pinned_policy.h"

struct comparing {
	const char *pin;
	bool json;
	struct vendor_table vendors;
	struct diag *diag; /* about the file */
	struct diag *live_diag; /* never shown: that policy was taken once */
	struct policy *file;
	struct policy *old;
	struct site *site;
	struct listing *listing;
	struct slot_image *image;
	struct live live;
	bool opened;
	struct diff *diff;
	struct diff_report report;
};

static int read_file(struct comparing *c, const char *path)
{
	int err;

	err = policy_load(path, &c->vendors, c->diag, &c->file);
	if (!err)
		return CMD_DONE;
	return diag_errors(c->diag) ? CMD_USAGE :
				      cmd_fail("%s: %s", path, strerror(-err));
}

static int open_live(struct comparing *c)
{
	struct fault fault = { "" };
	int err = live_open(c->pin, &c->live, &fault);

	if (err)
		return cmd_fail("%s", fault.text);
	c->opened = true;
	if (!c->live.policy)
		return cmd_fail(
			"no policy is in force: an apply was cut short; apply again");
	if (deploy_check_netns(c->pin, &c->live.obj, &fault))
		return cmd_fail("%s", fault.text);
	return CMD_DONE;
}

/* As apply would compile it now, with the ids of all that came before. */
static int compile(struct comparing *c)
{
	struct compile_input input;
	int err;

	err = site_from_system(c->file, c->diag, &c->site);
	if (err)
		return diag_errors(c->diag) ?
			       CMD_FAILED :
			       cmd_fail("cannot list the network devices: %s",
					strerror(-err));
	err = listing_make(c->file, c->site, &c->vendors, c->diag, &c->listing);
	if (!err) {
		input = (struct compile_input){
			.policy = c->file,
			.site = c->site,
			.listing = c->listing,
			.vendors = &c->vendors,
			.names = c->live.names,
		};
		err = compile_slot(&input, c->diag, &c->image);
	}
	if (!err)
		return CMD_DONE;
	return diag_errors(c->diag) ? CMD_USAGE :
				      cmd_fail("cannot compile the policy: %s",
					       strerror(-err));
}

static struct diff_side live_side(const struct comparing *c)
{
	const struct lc_hot_slot *hot = &c->live.slots.hot->slot[c->live.slot];
	struct diff_side side = { .policy = c->old };
	const char *name;
	size_t i;

	for (i = 0; i < LC_IFACE_BUCKETS; i++) {
		name = hot->ifaces[i].ifindex ?
			       names_text(c->live.names, LC_NAME_IFACE,
					  hot->ifaces[i].id) :
			       NULL;
		if (name && side.device_count < LC_MAX_INTERFACES)
			side.devices[side.device_count++] = name;
	}
	return side;
}

/* What the texts say. A text of a version that knew other words is let be. */
static int compare_texts(struct comparing *c)
{
	struct diff_side file = { .policy = c->file }, live;
	char *text;
	size_t i;
	int err;

	err = live_text(&c->live, &text);
	if (err)
		return err;
	err = pinned_policy_parse(text, c->live.info.text_len, &c->vendors,
				  c->live_diag, &c->old);
	free(text);
	if (err)
		return err == -EINVAL ? 0 : err;
	for (i = 0; i < c->site->interface_count; i++)
		file.devices[file.device_count++] = c->site->interfaces[i].name;
	live = live_side(c);
	err = diff_make(&live, &file, &c->diff);
	c->report.old = c->old;
	c->report.diff = c->diff;
	return err;
}

static int compare_flows(struct comparing *c)
{
	const struct slots *slots = &c->live.slots;
	struct flow_end_input in = {
		.maps = {
			[LC_EGRESS] = c->live.obj.maps[OBJECT_FLOWS_PEER],
			[LC_INGRESS] = c->live.obj.maps[OBJECT_FLOWS_DEVICE],
		},
		.live = {
			.hot = &slots->hot->slot[c->live.slot],
			.rules = slots->rules[c->live.slot],
			.addr6 = slots->addr6[c->live.slot],
		},
		.file = {
			.hot = &c->image->hot,
			.rules = &c->image->rules,
			.addr6 = &c->image->addr6,
		},
	};
	struct permits permits = { 0 };
	int err = flow_clock_read(&in.now);

	if (!err)
		err = permits_read(&c->live.obj, &permits);
	in.live.permits = &permits;
	in.file.permits = &permits;
	if (!err)
		err = flow_ends_find(&in, &c->report.flows);
	permits_free(&permits);
	c->report.flows_complete = !err;
	return err == -ENOMEM ? err : 0;
}

static int compare(struct comparing *c)
{
	const struct slots *slots = &c->live.slots;
	struct diff_report *r = &c->report;
	bool equal;
	int err;

	r->live = &c->live;
	r->file = c->file;
	r->live_slot = (struct diff_slot){ &slots->hot->slot[c->live.slot],
					   slots->rules[c->live.slot] };
	r->file_slot = (struct diff_slot){ &c->image->hot, &c->image->rules };
	equal = slots_equal(slots, c->live.slot, c->image);
	r->judged_same = equal;
	r->same = equal && !strcmp(c->live.info.sha256, c->file->sha256);
	err = compare_texts(c);
	if (!err)
		err = diff_prefixes_find(&r->live_slot, &r->file_slot,
					 &r->prefixes);
	if (!err)
		err = compare_flows(c);
	return err ? cmd_fail("cannot compare the policies: %s",
			      strerror(-err)) :
		     CMD_DONE;
}

/* Nothing is locked: what was read is of use only if it still stands. */
static bool switched(const struct comparing *c)
{
	struct lc_policy_info info;

	return slots_live(&c->live.slots) != c->live.slot ||
	       live_read_info(&c->live.obj, c->live.slot, &info) ||
	       info.applied_at != c->live.info.applied_at ||
	       strcmp(info.sha256, c->live.info.sha256);
}

static int report(struct comparing *c)
{
	int status;

	if (switched(c))
		return cmd_fail(
			"another policy came in force in the meantime; run this again");
	if (c->json) {
		status = envelope_print(diff_report_json(&c->report));
	} else {
		diff_report_print(&c->report);
		status = cmd_flush();
	}
	if (status != CMD_DONE)
		return status;
	return c->report.same ? CMD_DONE : CMD_DIFFERENT;
}

static void release(struct comparing *c)
{
	flow_ends_free(&c->report.flows);
	diff_prefixes_free(&c->report.prefixes);
	diff_free(c->diff);
	slot_image_free(c->image);
	listing_free(c->listing);
	site_free(c->site);
	policy_free(c->old);
	policy_free(c->file);
	if (c->opened)
		live_close(&c->live);
	diag_free(c->live_diag);
	diag_free(c->diag);
	vendor_table_free(&c->vendors);
}

static int run(struct comparing *c, const char *path)
{
	char why[256];
	int ret;

	if (vendor_table_load_embedded(&c->vendors, why, sizeof(why)))
		return cmd_fail("%s", why);
	c->diag = diag_new();
	c->live_diag = diag_new();
	if (!c->diag || !c->live_diag)
		return cmd_fail("out of memory");
	ret = read_file(c, path);
	if (!ret)
		ret = open_live(c);
	if (!ret)
		ret = compile(c);
	if (!ret)
		ret = compare(c);
	if (!ret)
		return report(c);
	if (diag_errors(c->diag))
		diag_print(c->diag);
	return ret;
}

static const struct options_usage usage = {
	.operands = "FILE",
	.about =
		"Show what applying FILE would change: interfaces, endpoints, groups and rules as\n"
		"the files say it, MAC prefixes as they are really listed, and which flows that\n"
		"are open would end. Nothing is changed. Exit status 0: the same policy is in\n"
		"force, 3: another one. Permits are shown, and are no part of a policy. A flow\n"
		"does not tell where its device is: what could go on in one place is not counted.",
	.min_operands = 1,
	.max_operands = 1,
};

int cmd_diff(int argc, char **argv)
{
	struct comparing c = { .pin = OPTIONS_PIN_DEFAULT };
	const char *state = NULL;
	const struct option_def defs[] = {
		OPTION_JSON(&c.json),
		OPTION_PIN(&c.pin),
		OPTION_STATE(&state),
		OPTION_END,
	};
	int first = options_parse(&usage, defs, argc, argv);
	int ret;

	if (first < 0)
		return options_exit(first);
	ret = run(&c, argv[first]);
	release(&c);
	return ret;
}
