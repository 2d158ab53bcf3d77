// SPDX-License-Identifier: GPL-2.0
/*
 * Findings come out by file, line and column, harmless to a terminal, and no
 * more than a thousand of them are kept.
 */
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "kselftest.h"

static bool is_next(struct diag *diag, size_t i, const char *file,
		    unsigned int line, const char *text)
{
	const struct diag_finding *f = diag_finding(diag, i);

	return f && f->where.file && !strcmp(f->where.file, file) &&
	       f->where.line == line && !strcmp(f->text, text);
}

static void test_order(struct diag *diag)
{
	/* The file that was opened first comes first, whatever its name. */
	const char *main_file = diag_file(diag, "policy.yaml");
	const char *other = diag_file(diag, "aaa.yaml");

	diag_error(diag, (struct where){ other, 1, 1 }, "sixth");
	diag_error(diag, (struct where){ main_file, 2, 9 }, "fourth");
	diag_warning(diag, (struct where){ main_file, 10, 1 }, "fifth");
	diag_error(diag, (struct where){ main_file, 2, 1 }, "second");
	diag_error(diag, (struct where){ main_file, 2, 1 }, "third");
	diag_error(diag, (struct where){ main_file, 0, 0 }, "first");
	ksft_test_result(is_next(diag, 0, "policy.yaml", 0, "first") &&
				 is_next(diag, 1, "policy.yaml", 2, "second") &&
				 is_next(diag, 2, "policy.yaml", 2, "third") &&
				 is_next(diag, 3, "policy.yaml", 2, "fourth") &&
				 is_next(diag, 4, "policy.yaml", 10, "fifth") &&
				 is_next(diag, 5, "aaa.yaml", 1, "sixth") &&
				 !diag_finding(diag, 6),
			 "by file, line, column, then as they came\n");
	ksft_test_result(diag_errors(diag) == 5 && diag_warnings(diag) == 1,
			 "errors and warnings are counted apart\n");
	ksft_test_result(diag_file(diag, "aaa.yaml") == other,
			 "a file's name is kept once\n");
}

static void test_harmless(struct diag *diag)
{
	struct where where = { diag_file(diag, "a\033[2Jb"), 1, 1 };

	diag_error(diag, where, "%s",
		   "\033]0;x\007 \xc3\xa4 \xff \xc2\x9b \xe2\x80\xae\r\n");
	ksft_test_result(is_next(diag, 0, "a?[2Jb", 1,
				 "?]0;x? \xc3\xa4 ? ?? \?\?\?\?\?"),
			 "control characters and bad UTF-8 are replaced\n");
}

static void test_many(struct diag *diag)
{
	struct where where = { diag_file(diag, "x"), 1, 1 };
	unsigned int i;

	for (i = 0; i < 5000; i++)
		diag_error(diag, where, "%u", i);
	ksft_test_result(is_next(diag, 999, "x", 1, "999") &&
				 !diag_finding(diag, 1000) &&
				 diag_errors(diag) == 5000,
			 "5000 are counted, 1000 kept\n");
}

int main(void)
{
	void (*const tests[])(struct diag *) = { test_order, test_harmless,
						 test_many };
	struct diag *diag;
	size_t i;

	ksft_print_header();
	ksft_set_plan(5);
	for (i = 0; i < ARRAY_SIZE(tests); i++) {
		diag = diag_new();
		tests[i](diag);
		diag_free(diag);
	}
	diag_free(NULL);
	ksft_finished();
}
