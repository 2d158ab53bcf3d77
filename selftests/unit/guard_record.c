// SPDX-License-Identifier: GPL-2.0
/*
 * STATE/guard.json comes back as it was written, and nothing else is taken for
 * it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guard/guard_record.h"
#include "kselftest.h"

static char state[64], path[96];

static bool round_trip(enum lcg_proof proof, const char *firmware)
{
	struct guard_record in = { .proof = proof }, out;
	struct fault fault = { "" };

	snprintf(in.firmware, sizeof(in.firmware), "%s", firmware);
	if (guard_record_write(state, &in, &fault) ||
	    guard_record_read(state, &out, &fault)) {
		ksft_print_msg("%s\n", fault.text);
		return false;
	}
	return out.proof == proof && !strcmp(out.firmware, firmware);
}

static bool refused(const char *text)
{
	struct guard_record before, record;
	struct fault fault = { "" };
	FILE *file = fopen(path, "w");
	bool good;

	if (!file)
		return false;
	fputs(text, file);
	fclose(file);
	memset(&before, 0x5a, sizeof(before));
	record = before;
	good = guard_record_read(state, &record, &fault) == -EINVAL &&
	       strstr(fault.text, "guard enable") &&
	       !memcmp(&record, &before, sizeof(record));
	if (!good)
		ksft_print_msg("taken: %s\n", text);
	return good;
}

static bool malformed(void)
{
	static const char *const texts[] = {
		"",
		"{",
		"null",
		"[1]",
		"{\"version\": 1, \"proof\": \"tag\"}",
		"{\"version\": 2, \"proof\": \"tag\", \"firmware\": \"/lib\"}",
		"{\"version\": 1, \"proof\": \"none\", \"firmware\": \"/lib\"}",
		"{\"version\": 1, \"proof\": \"tag\", \"firmware\": \"\"}",
		"{\"version\": 1, \"proof\": \"tag\", \"firmware\": 7}",
		"{\"version\": 1, \"proof\": \"tag\", \"proof\": \"program\", \"firmware\": \"/lib\"}",
	};
	bool good = true;
	char *longer;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++)
		good &= refused(texts[i]);
	longer = malloc(2 * PATH_MAX);
	if (!longer)
		return false;
	i = sprintf(longer,
		    "{\"version\": 1, \"proof\": \"tag\", \"firmware\": \"");
	memset(longer + i, '/', PATH_MAX);
	strcpy(longer + i + PATH_MAX, "\"}");
	good &= refused(longer);
	free(longer);
	return good;
}

int main(void)
{
	char base[] = "/tmp/lenscap-unit.XXXXXX";
	struct guard_record record;
	struct fault fault = { "" };

	if (!mkdtemp(base))
		ksft_exit_fail_msg("no directory\n");
	snprintf(state, sizeof(state), "%s/state", base);
	snprintf(path, sizeof(path), "%s/guard.json", state);
	ksft_print_header();
	ksft_set_plan(6);
	ksft_test_result(guard_record_read(state, &record, &fault) == -ENOENT &&
				 !*fault.text,
			 "not enabled\n");
	ksft_test_result(round_trip(LCG_PROOF_TAG, "/lib/firmware"),
			 "tag, in a directory that was not there\n");
	ksft_test_result(round_trip(LCG_PROOF_PROGRAM, "/a \"b\"\\\n/c"),
			 "program, a strange path\n");
	ksft_test_result(malformed(), "malformed ones\n");
	ksft_test_result(!guard_record_remove(state, &fault) &&
				 guard_record_read(state, &record, &fault) ==
					 -ENOENT &&
				 !guard_record_remove(state, &fault),
			 "removed, and again\n");
	ksft_test_result(!rmdir(state) && !rmdir(base), "nothing is left\n");
	ksft_finished();
}
