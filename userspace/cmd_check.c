// SPDX-License-Identifier: GPL-2.0
/*
 * lenscap check: is a policy valid, what does it let through, and do its tests
 * hold. The checks are policy_*.c, the tests trial.c.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/envelope.h"
#include "cmd.h"
#include "compile/compile.h"
#include "maps/names.h"
#include "options.h"
#include "policy/listing.h"
#include "policy/vendor.h"
#include "replay/trial.h"

struct check {
	struct vendor_table vendors;
	struct diag *diag;
	struct policy *policy;
	struct site *site;
	struct listing *listing;
	struct names *names;
	struct slot_image *image;
	bool tested;
	struct fault untested; /* why not */
};

/* All that apply does before it looks at the machine. */
static int run(struct check *c, const char *file)
{
	struct compile_input input;
	int err;

	err = policy_load(file, &c->vendors, c->diag, &c->policy);
	if (!err)
		err = site_offline(c->policy, NULL, c->diag, &c->site);
	if (!err)
		err = listing_make(c->policy, c->site, &c->vendors, c->diag,
				   &c->listing);
	if (!err)
		err = names_load(-1, &c->names);
	if (err)
		return err;
	input = (struct compile_input){
		.policy = c->policy,
		.site = c->site,
		.listing = c->listing,
		.vendors = &c->vendors,
		.names = c->names,
	};
	return compile_slot(&input, c->diag, &c->image);
}

static const char *first_error(struct diag *diag)
{
	const struct diag_finding *f;
	size_t i;

	for (i = 0; (f = diag_finding(diag, i)); i++)
		if (f->error)
			return f->text;
	return NULL;
}

/*
 * Addresses of the router and what is on its links are known of interfaces that
 * are here: their tests run as they would for apply.
 */
static int run_tests_at(struct check *c, struct fault *fault)
{
	struct diag *unheard = diag_new();
	struct listing *listing = NULL;
	struct site *site = NULL;
	struct trial_input input = {
		.policy = c->policy,
		.vendors = &c->vendors,
		.site = c->site,
		.listing = c->listing,
		.made_up = true,
	};
	int err;

	if (!unheard)
		return fault_set(fault, -ENOMEM, "out of memory");
	if (!site_from_system_held(c->policy, NULL, 0, unheard, &site) &&
	    !listing_make(c->policy, site, &c->vendors, unheard, &listing)) {
		input.site = site;
		input.listing = listing;
		input.made_up = false;
	} else {
		input.why = first_error(unheard);
	}
	err = trial_run(&input, c->diag, fault);
	listing_free(listing);
	site_free(site);
	diag_free(unheard);
	return err;
}

/* 0 also where they cannot be run here, which is told. */
static int run_tests(struct check *c)
{
	int err;

	if (!c->policy->test_count)
		return 0;
	if (geteuid()) {
		fault_set(
			&c->untested, 0,
			"they go through the BPF programs, which takes root; try sudo");
		return 0;
	}
	err = run_tests_at(c, &c->untested);
	c->tested = !err || err == -EINVAL;
	return err == -EINVAL ? err : 0;
}

static void release(struct check *c)
{
	slot_image_free(c->image);
	names_free(c->names);
	listing_free(c->listing);
	site_free(c->site);
	policy_free(c->policy);
	diag_free(c->diag);
	vendor_table_free(&c->vendors);
}

static json_t *place_number(unsigned int number)
{
	return number ? json_integer(number) : json_null();
}

/* NULL when out of memory. */
static json_t *findings(struct diag *diag, bool errors)
{
	const struct diag_finding *f;
	json_t *list = json_array();
	size_t i;

	for (i = 0; list && (f = diag_finding(diag, i)); i++) {
		if (f->error != errors)
			continue;
		if (json_array_append_new(
			    list,
			    json_pack("{s:o, s:o, s:o, s:s}", "file",
				      envelope_text(f->where.file), "line",
				      place_number(f->where.line), "column",
				      place_number(f->where.column), "text",
				      f->text))) {
			json_decref(list);
			return NULL;
		}
	}
	return list;
}

/* null: there is nothing to run, or nothing that could be compiled. */
static json_t *tests_json(const struct check *c)
{
	if (!c->policy || !c->policy->test_count)
		return json_null();
	return json_pack(
		"{s:I, s:b, s:o}", "count", (json_int_t)c->policy->test_count,
		"run", c->tested, "why",
		envelope_text(*c->untested.text ? c->untested.text : NULL));
}

static int print_json(const struct check *c, bool ok)
{
	const struct policy *policy = ok ? c->policy : NULL;

	return envelope_print(json_pack(
		"{s:b, s:o, s:o, s:o, s:o, s:o, s:o}", "ok", ok, "errors",
		findings(c->diag, true), "warnings", findings(c->diag, false),
		"sha256", envelope_text(policy ? policy->sha256 : NULL),
		"base_sha256",
		envelope_text(policy ? policy->base_sha256 : NULL),
		"vendors_sha256",
		envelope_text(policy ? policy->vendors_sha256 : NULL), "tests",
		tests_json(c)));
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static int print_line(const struct check *c, const char *file)
{
	const struct policy *policy = c->policy;
	size_t warnings = diag_warnings(c->diag), rules = 0, i;

	for (i = 0; i < policy->group_count; i++)
		rules += policy->groups[i].rule_count;
	printf("%s: valid: ", file);
	if (policy->name)
		printf("\"%s\"%s%s, ", policy->name,
		       policy->revision ? " " : "",
		       policy->revision ? policy->revision : "");
	printf("%zu group%s, %zu rule%s, %zu MAC prefix%s listed, %zu warning%s",
	       policy->group_count, plural(policy->group_count), rules,
	       plural(rules), c->listing->count,
	       c->listing->count == 1 ? "" : "es", warnings, plural(warnings));
	if (policy->test_count)
		printf(", %zu test%s %s", policy->test_count,
		       plural(policy->test_count),
		       c->tested ? "passed" : "not run");
	printf(", sha256 %.12s\n", policy->sha256);
	return cmd_flush();
}

static int report(const struct check *c, const char *file, int err, bool json)
{
	int status = CMD_DONE;

	if (err && !diag_errors(c->diag))
		return cmd_fail("cannot check %s: %s", file, strerror(-err));
	if (json)
		status = print_json(c, !err);
	else
		diag_print(c->diag);
	if (!err && c->policy->test_count && !c->tested)
		cmd_warn("%s: its %zu test%s %s not run: %s", file,
			 c->policy->test_count, plural(c->policy->test_count),
			 c->policy->test_count == 1 ? "was" : "were",
			 c->untested.text);
	if (!json && !err)
		status = print_line(c, file);
	return err && status == CMD_DONE ? CMD_USAGE : status;
}

int cmd_check(int argc, char **argv)
{
	static const struct options_usage usage = {
		.operands = "FILE",
		.about =
			"Validate a policy with the files that it includes. Errors and warnings go to\n"
			"standard error, all in one run. As root its tests are run as well, through a\n"
			"private copy of the programs. Nothing on this machine is changed.",
		.min_operands = 1,
		.max_operands = 1,
	};
	const char *unused = NULL;
	struct check c = { 0 };
	bool json = false;
	const struct option_def defs[] = {
		OPTION_JSON(&json),
		/* every command takes them; check needs neither */
		{ "pin", "DIR", NULL, NULL, &unused },
		{ "state", "DIR", NULL, NULL, &unused },
		OPTION_END,
	};
	int first, err, status;
	char text[256];

	first = options_parse(&usage, defs, argc, argv);
	if (first < 0)
		return options_exit(first);
	c.diag = diag_new();
	if (!c.diag)
		return cmd_fail("out of memory");
	if (vendor_table_load_embedded(&c.vendors, text, sizeof(text))) {
		status = cmd_fail("%s", text);
		goto out;
	}
	err = run(&c, argv[first]);
	if (!err)
		err = run_tests(&c);
	status = report(&c, argv[first], err, json);
out:
	release(&c);
	return status;
}
