// SPDX-License-Identifier: GPL-2.0
/*
 * What tests of policies share: loading one from a text, tables of cases.
 * No test of its own.
 */
#define _GNU_SOURCE
#include "lib_policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kselftest.h"

const char lib_policy_full[] =
	"version: 1\n"
	"policy: {name: ministry, revision: \"2026.4\", owner: noc, basis: decision 123}\n"
	"mode: monitor\n"
	"boot: {on-failure: pass}\n"
	"interfaces:\n"
	"- {name: lan0, unlisted: drop, xdp: generic, on-link: [10.20.0.0/16]}\n"
	"- {match: \"cam*\", xdp: native, on-link: []}\n"
	"zones:\n"
	"- {name: hall, interface: lan0, vlans: [untagged, 101, \"110-119\"], unlisted: pass}\n"
	"- {name: gate, interface: cam7, vlans: [4094], mode: monitor}\n"
	"endpoints:\n"
	"  recorder: [10.20.0.10, \"fd20::10\"]\n"
	"  noted: {prefixes: [192.0.2.0/24], note: a note}\n"
	"groups:\n"
	"- name: banned\n"
	"  zones: [hall, lan0, cam9]\n"
	"  vendors: [hikvision, any-camera]\n"
	"  prefixes: [\"44:19:b6/24\", \"8c-1f-64-ab-c0-00/36\"]\n"
	"  macs: [\"00:11:22:33:44:55\"]\n"
	"  mode: monitor\n"
	"  addresses: [10.20.0.0/16, \"fd20::/64\"]\n"
	"  housekeeping: [eapol, arp]\n"
	"  dhcp-servers: [10.20.0.1]\n"
	"  rules:\n"
	"  - {name: r, peer: [noted, router, recorder, 198.51.100.7], proto: tcp, ports: [554, \"8000-8010\"], initiated-by: peer, note: why}\n"
	"  - {name: none-of-it, peer: any, action: drop}\n"
	"  default: pass\n"
	"  rate: {per-device: 50Mbit, burst: 1mib}\n"
	"  note: |\n"
	"    two\n"
	"    lines\n"
	"tests:\n"
	"- {frame: in lan0 from 44:19:b6:00:00:01 10.20.1.5 to 192.0.2.1:80 tcp, expect: would-drop}\n"
	"- {frames: [out lan0 from 10.20.0.10 to 44:19:b6:00:00:01 10.20.1.5:554 tcp, in lan0 vlan 5 from 44:19:b6:00:00:01 dhcp], expect: [pass, drop]}\n"
	"permits:\n"
	"- macs: [\"00:11:22:33:44:55\"]\n"
	"  peer: recorder\n"
	"  proto: udp\n"
	"  ports: [1]\n"
	"  until: \"2026-08-31T19:00:00.5+02:00\"\n"
	"  why: x\n";

static struct vendor_table vendors;

void lib_use_vendors(const char *text)
{
	char err[256];

	vendor_table_free(&vendors);
	if (vendor_table_load_bytes(&vendors, "table", text, strlen(text), err,
				    sizeof(err)))
		ksft_exit_fail_msg("%s\n", err);
}

const struct vendor_table *lib_vendors(void)
{
	char err[256];

	if (!vendors.n_vendors &&
	    vendor_table_load_embedded(&vendors, err, sizeof(err)))
		ksft_exit_fail_msg("%s\n", err);
	return &vendors;
}

void lib_free_vendors(void)
{
	vendor_table_free(&vendors);
}

static char *print_findings(struct diag *diag)
{
	const struct diag_finding *f;
	char *text = NULL;
	size_t len, i;
	FILE *out = open_memstream(&text, &len);

	for (i = 0; (f = diag_finding(diag, i)); i++)
		fprintf(out, "%u:%u: %s%s\n", f->where.line, f->where.column,
			f->error ? "" : "warning: ", f->text);
	fclose(out);
	return text;
}

int lib_load(const char *text, size_t len, struct policy **policy,
	     char **findings, struct diag **diag)
{
	int any = memfd_create("policy", MFD_CLOEXEC);
	/* always the same number, because it stands in some findings */
	int fd = dup2(any, 100);
	struct diag *made = diag_new();
	int err;

	close(any);
	if (fd < 0 || !made || write(fd, text, len) != (ssize_t)len)
		ksft_exit_fail_msg("cannot keep a text in memory\n");
	err = policy_load(LIB_PATH, lib_vendors(), made, policy);
	close(fd);
	*findings = print_findings(made);
	if (diag)
		*diag = made;
	else
		diag_free(made);
	return err;
}

static bool run_case(const struct policy_case *c)
{
	bool error = false, right;
	struct policy *policy = NULL;
	char *findings, *line;
	int err;

	err = lib_load(c->text, strlen(c->text), &policy, &findings, NULL);
	right = !strcmp(findings, c->findings);
	if (!right) {
		ksft_print_msg("expected:\n");
		printf("%s# but got:\n%s", c->findings, findings);
	}
	for (line = findings; line && *line; line = strchr(line, '\n') + 1) {
		const char *colon = strstr(line, ": ");

		error |= colon && strncmp(colon + 2, "warning: ", 9);
	}
	if (err != (error ? -EINVAL : 0) || !policy != error) {
		ksft_print_msg("policy_load() returned %d\n", err);
		right = false;
	}
	policy_free(policy);
	free(findings);
	return right;
}

int lib_policy_table(const struct policy_case *cases, size_t count)
{
	size_t i;

	ksft_print_header();
	ksft_set_plan(count);
	for (i = 0; i < count; i++)
		ksft_test_result(run_case(&cases[i]), "%s\n", cases[i].name);
	lib_free_vendors();
	ksft_finished();
	return KSFT_FAIL;
}
