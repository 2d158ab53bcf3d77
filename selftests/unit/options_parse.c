// SPDX-License-Identifier: GPL-2.0
/*
 * Options of a command: where they may stand, what they take, what is refused.
 * What the options mean is tried by cli/.
 */
#include <string.h>

#include "kselftest.h"
#include "options.h"

static bool json;
static const char *pin;

static const struct option_def defs[] = {
	OPTION_JSON(&json),
	OPTION_PIN(&pin),
	OPTION_END,
};

/* Parse words (ended by NULL); the operands come back joined by '|'. */
static int parse(const char *const *words, int max, char *operands)
{
	const struct options_usage usage = {
		.operands = "FILE...",
		.about = "A test.",
		.max_operands = max,
	};
	char *argv[16] = { "verb" };
	int argc = 1;
	int first, i;

	json = false;
	pin = "none";
	for (; *words; words++)
		argv[argc++] = (char *)*words;
	first = options_parse(&usage, defs, argc, argv);
	*operands = '\0';
	for (i = first; first > 0 && i < argc; i++) {
		strcat(operands, argv[i]);
		strcat(operands, "|");
	}
	return first;
}

#define PARSE(max, operands, ...) \
	parse((const char *const[]){ __VA_ARGS__, NULL }, max, operands)

static void accepted(void)
{
	char ops[64];

	PARSE(-1, ops, "a", "--json", "b", "--pin", "/p", "c");
	ksft_test_result(json && !strcmp(pin, "/p") && !strcmp(ops, "a|b|c|"),
			 "options between operands, which keep their order\n");
	PARSE(-1, ops, "--pin=/q=1", "a");
	ksft_test_result(!strcmp(pin, "/q=1") && !strcmp(ops, "a|"),
			 "a value behind an equals sign\n");
	PARSE(-1, ops, "a", "--", "--json", "-x", "b");
	ksft_test_result(!json && !strcmp(ops, "a|--json|-x|b|"),
			 "what stands behind -- is an operand\n");
	PARSE(-1, ops, "--json", "--");
	ksft_test_result(json && !*ops, "nothing behind --\n");
	PARSE(-1, ops, "-", "--json");
	ksft_test_result(json && !strcmp(ops, "-|"), "a dash is an operand\n");
}

static void refused(void)
{
	char ops[64];

	ksft_test_result(PARSE(-1, ops, "--js") == OPTIONS_BAD,
			 "a name cut short\n");
	ksft_test_result(PARSE(-1, ops, "--jsonx") == OPTIONS_BAD,
			 "a name too long\n");
	ksft_test_result(PARSE(-1, ops, "--json=1") == OPTIONS_BAD,
			 "a value where none is taken\n");
	ksft_test_result(PARSE(-1, ops, "--pin") == OPTIONS_BAD,
			 "a value missing at the end\n");
	ksft_test_result(PARSE(-1, ops, "--pin=") == OPTIONS_BAD &&
				 PARSE(-1, ops, "--pin", "") == OPTIONS_BAD,
			 "an empty value\n");
	ksft_test_result(PARSE(-1, ops, "-x") == OPTIONS_BAD,
			 "a single letter\n");
	ksft_test_result(PARSE(1, ops, "a", "b") == OPTIONS_BAD,
			 "an operand too many\n");
	ksft_test_result(PARSE(0, ops, "a", "--pin") == OPTIONS_BAD,
			 "no value taken from the operands found before\n");
}

int main(void)
{
	ksft_print_header();
	ksft_set_plan(13);
	accepted();
	refused();
	ksft_finished();
}
