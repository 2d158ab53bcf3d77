// SPDX-License-Identifier: GPL-2.0
/*
 * A valid policy with bytes and lines changed at random, some thousand times:
 * whatever comes out, it loads or gives at least one error, and what loads
 * reads back. The sanitizers watch. The seed is fixed, so that a failure
 * comes again.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest.h"
#include "lib_policy.h"

#define ROUNDS 4000
#define LEN_MAX 8192

static uint64_t state = 20260401;

/* From 0 to below limit. */
static size_t random_below(size_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % limit;
}

/* Bytes that mean something to YAML, to the reader, or to nobody. */
static char random_byte(void)
{
	static const char bytes[] = "[]{}:,-#&*!|>'\"%@`\n \t\\/?.0159afz\xc3"
				    "\xa4\xff\x01";

	return bytes[random_below(sizeof(bytes))];
}

static size_t mutate(char *text, size_t len)
{
	size_t at = random_below(len), span = 1 + random_below(40), from;

	if (at + span > len)
		span = len - at;
	switch (random_below(6)) {
	case 0:
		text[at] ^= 1 << random_below(8);
		return len;
	case 1:
		text[at] = random_byte();
		return len;
	case 2: /* remove */
		memmove(text + at, text + at + span, len - at - span);
		return len - span;
	case 3: /* insert */
		memmove(text + at + 1, text + at, len - at);
		text[at] = random_byte();
		return len + 1;
	case 4: /* repeat a part elsewhere */
		from = random_below(len - span + 1);
		memmove(text + at + span, text + at, len - at);
		memmove(text + at, text + (from > at ? from + span : from),
			span);
		return len + span;
	default: /* cut off */
		return random_below(20) ? len : at;
	}
}

static bool load(const char *text, size_t len, size_t *valid)
{
	struct policy *policy = NULL, *again = NULL;
	char *findings;
	bool right;
	int err;

	err = lib_load(text, len, &policy, &findings, NULL);
	right = err ? err == -EINVAL && *findings && !policy : !!policy;
	free(findings);
	if (!policy)
		return right;
	*valid += 1;
	err = lib_load(policy->resolved, policy->resolved_len, &again,
		       &findings, NULL);
	free(findings);
	right = !err && !strcmp(policy->sha256, again->sha256) &&
		!strcmp(policy->resolved, again->resolved);
	policy_free(policy);
	policy_free(again);
	return right;
}

int main(void)
{
	static char text[LEN_MAX + 64];
	size_t round, changes, len, bad = 0, valid = 0;

	ksft_print_header();
	ksft_set_plan(2);
	for (round = 0; round < ROUNDS; round++) {
		len = strlen(lib_policy_full);
		memcpy(text, lib_policy_full, len);
		changes = 1 + random_below(round % 2 ? 3 : 30);
		for (; changes && len > 1 && len < LEN_MAX; changes--)
			len = mutate(text, len);
		if (load(text, len, &valid))
			continue;
		if (!bad++)
			ksft_print_msg("round %zu: %.*s\n", round, (int)len,
				       text);
	}
	ksft_test_result(!bad, "%u changed policies load or are refused\n",
			 ROUNDS);
	ksft_test_result(
		valid > 20 && valid < ROUNDS / 2,
		"%zu of them load: the changes are neither idle nor all fatal\n",
		valid);
	vendor_table_free((struct vendor_table *)lib_vendors());
	ksft_finished();
}
