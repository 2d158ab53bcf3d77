// SPDX-License-Identifier: GPL-2.0
/*
 * Permits in the policy's file: the limits of one, each named; and those of
 * time and number, which are asked of what has not ended.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"
#include "permit/permit.h"
#include "permit/permit_sync.h"

#define NOW 1788000000 /* 2026-08-29T10:40:00Z */

#define PERMIT(peer, ports)                                   \
	GROUP "permits:\n"                                    \
	      "- {macs: [\"44:19:b6:00:00:01\"], peer: " peer \
	      ", proto: tcp, ports: [" ports                  \
	      "], until: \"2026-08-30T00:00:00Z\", why: x}\n"
#define EIGHT "1, 2, 3, 4, 5, 6, 7, 8"

/* text with each % in it replaced by count addresses or MACs. */
static char *filled(const char *text, const char *item, unsigned int count)
{
	char *made = NULL;
	size_t len, i;
	FILE *out = open_memstream(&made, &len);

	for (; *text; text++) {
		if (*text != '%') {
			fputc(*text, out);
			continue;
		}
		for (i = 0; i < count; i++) {
			fputs(i ? ", " : "", out);
			fprintf(out, item, (unsigned int)i);
		}
	}
	fclose(out);
	return made;
}

static const struct {
	const char *name;
	const char *text;
	const char *item;
	unsigned int count;
	const char *says; /* NULL: nothing */
} cases[] = {
	{ "32 prefixes", PERMIT("[%]", "443"), "10.0.0.%u", 32, NULL },
	{ "33 prefixes", PERMIT("[%]", "443"), "10.0.0.%u", 33,
	  "33 prefixes are too many: a permit has at most 32" },
	{ "8 ports", PERMIT("any", EIGHT), "", 0, NULL },
	{ "9 ports", PERMIT("any", EIGHT ", 9"), "", 0,
	  "9 ports are too many: a permit has at most 8" },
	{ "router", PERMIT("router", "443"), "", 0,
	  "\"router\" cannot be the peer of a permit" },
	{ "64 devices",
	  GROUP
	  "permits:\n- {macs: [%], peer: any, proto: icmp, until: \"2026-08-30T00:00:00Z\", why: x}\n",
	  "\"44:19:b6:00:00:%02x\"", 64, NULL },
	{ "65 devices",
	  GROUP
	  "permits:\n- {macs: [%], peer: any, proto: icmp, until: \"2026-08-30T00:00:00Z\", why: x}\n",
	  "\"44:19:b6:00:00:%02x\"", 65, "64" },
};

static bool case_right(size_t i)
{
	char *text = filled(cases[i].text, cases[i].item, cases[i].count);
	struct policy *policy = NULL;
	char *findings = NULL;
	struct diag *diag;
	bool right;
	int err;

	err = lib_load(text, strlen(text), &policy, &findings, &diag);
	if (cases[i].says)
		right = err && strstr(findings, cases[i].says);
	else
		right = !err;
	if (!right)
		ksft_print_msg("%d, %s\n", err, findings);
	policy_free(policy);
	diag_free(diag);
	free(findings);
	free(text);
	return right;
}

/* count permits that end so many seconds from now. */
static int checked(size_t count, int64_t seconds, struct diag **diag)
{
	struct policy policy = { .permit_count = count };
	size_t i;
	int err;

	policy.permits = calloc(count, sizeof(*policy.permits));
	for (i = 0; i < count; i++)
		policy.permits[i].until = NOW + seconds;
	*diag = diag_new();
	err = permit_check(&policy, NOW, *diag);
	free(policy.permits);
	return err;
}

static bool check_right(size_t count, int64_t seconds, const char *says)
{
	struct diag *diag;
	int err = checked(count, seconds, &diag);
	const struct diag_finding *first = diag_finding(diag, 0);
	bool right = says ? err && first && strstr(first->text, says) &&
				     !diag_finding(diag, 1) :
			    !err && !first;

	diag_free(diag);
	return right;
}

int main(void)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(ARRAY_SIZE(cases) + 5);
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ksft_test_result(case_right(i), "%s\n", cases[i].name);
	ksft_test_result(check_right(1, 31 * 86400, NULL), "31 days\n");
	ksft_test_result(check_right(1, 31 * 86400 + 1, "31 days"),
			 "more than 31 days\n");
	ksft_test_result(check_right(64, 1, NULL), "64 at once\n");
	ksft_test_result(check_right(65, 1, "more than 64"), "65 at once\n");
	ksft_test_result(check_right(1000, 0, NULL),
			 "any number of those that have ended\n");
	vendor_table_free((struct vendor_table *)lib_vendors());
	ksft_finished();
}
