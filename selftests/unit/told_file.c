// SPDX-License-Identifier: GPL-2.0
/*
 * What was told is the same after it was written and read; of too much, what was
 * not seen for longest goes; a file that says nothing sensible is told of, once,
 * and then there is an empty set.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kselftest.h"
#include "event/told.h"

static char dir[PATH_MAX - 16], path[PATH_MAX];

static void test_set(void)
{
	struct fault fault = { "" };
	struct told *told = NULL;
	uint64_t i, wrong = 0;

	ksft_test_result(!told_read(dir, &told, &fault) && !told_marks(told, 0),
			 "no file is an empty set\n");
	/* keys that all want the same place, and 0 */
	for (i = 0; i < 1000; i++)
		told_set(told, i << 32, 1 + i % 7, (int64_t)(20000 + i));
	ksft_test_result(told_changed(told), "1,000 rows\n");
	ksft_test_result(!told_write(told, dir, &fault) && !told_changed(told),
			 "written\n");
	told_set(told, 5ull << 32, 1 + 5, 20005);
	ksft_test_result(!told_changed(told), "the same again is no change\n");
	told_free(told);
	ksft_test_result(!told_read(dir, &told, &fault), "read again\n");
	for (i = 0; i < 1000; i++)
		wrong += told_marks(told, i << 32) != 1 + i % 7;
	ksft_test_result(!wrong && !told_marks(told, 1), "all the same\n");
	told_free(told);
}

#define MANY (TOLD_MAX + 1000)

static uint64_t many_key(uint64_t i)
{
	return i * 0x9e3779b97f4a7c15ull;
}

static uint64_t kept(const struct told *told)
{
	uint64_t i, count = 0;

	for (i = 0; i < MANY; i++)
		count += !!told_marks(told, many_key(i));
	return count;
}

static void test_most(void)
{
	struct fault fault = { "" };
	struct told *told = NULL;
	uint64_t i, wrong = 0;

	unlink(path);
	told_read(dir, &told, &fault);
	for (i = 0; i < MANY; i++)
		told_set(told, many_key(i), TOLD_NEW, i % 100 ? 20000 : 19999);
	ksft_test_result(!told_write(told, dir, &fault) &&
				 kept(told) == TOLD_MAX,
			 "no more than TOLD_MAX are kept\n");
	for (i = 0; i < MANY; i++)
		if (i % 100)
			wrong += !told_marks(told, many_key(i));
	ksft_test_result(!wrong, "those of the last day all are\n");
	told_free(told);
	ksft_test_result(!told_read(dir, &told, &fault) &&
				 kept(told) == TOLD_MAX,
			 "and are read again\n");
	told_free(told);
}

static void test_forgotten(void)
{
	struct fault fault = { "" };
	struct told *told = NULL;

	unlink(path);
	told_read(dir, &told, &fault);
	told_set(told, 1, TOLD_NEW, 20000);
	told_begin(told);
	told_set(told, 2, TOLD_NEW, 20000);
	told_set(told, 3, TOLD_NEW, 20000);
	told_end(told, true);
	told_begin(told);
	told_set(told, 3, TOLD_NEW, 20000);
	told_end(told, true);
	ksft_test_result(told_marks(told, 1) && !told_marks(told, 2) &&
				 told_marks(told, 3),
			 "what a look misses is forgotten, older is not\n");
	told_begin(told);
	told_end(told, false);
	ksft_test_result(told_marks(told, 3), "but not in other tables\n");
	told_begin(told);
	told_end(told, true);
	ksft_test_result(told_marks(told, 3), "nor after that\n");
	told_free(told);
}

static void test_hostile(void)
{
	static const char *const texts[] = {
		"",
		"{",
		"[]",
		"{\"version\":2,\"told\":{}}",
		"{\"version\":1,\"told\":[]}",
		"{\"version\":1,\"told\":{\"00000000000000001\":[1,1]}}",
		"{\"version\":1,\"told\":{\"000000000000000G\":[1,1]}}",
		"{\"version\":1,\"told\":{\"0000000000000001\":[1,0]}}",
		"{\"version\":1,\"told\":{\"0000000000000001\":[-1,1]}}",
		"{\"version\":1,\"told\":{\"0000000000000001\":[1,1,1]}}",
		"{\"version\":1,\"told\":{\"0000000000000001\":[1,256]}}",
		"{\"version\":1,\"told\":{\"0000000000000001\":[1,\"\"]}}",
	};
	struct fault fault;
	struct told *told;
	size_t i, wrong = 0;
	FILE *file;
	int err;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		file = fopen(path, "w");
		fputs(texts[i], file);
		fclose(file);
		fault.text[0] = '\0';
		told = NULL;
		err = told_read(dir, &told, &fault);
		if (err != -EINVAL || !*fault.text || !told ||
		    told_marks(told, 1)) {
			ksft_print_msg("%d for %s\n", err, texts[i]);
			wrong++;
		}
		told_free(told);
	}
	ksft_test_result(!wrong, "%zu files that say nothing\n", i);
}

int main(void)
{
	const char *tmp = getenv("TMPDIR");

	ksft_print_header();
	ksft_set_plan(13);
	snprintf(dir, sizeof(dir), "%s/told_file.XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(dir))
		ksft_exit_fail_msg("no directory\n");
	snprintf(path, sizeof(path), "%s/told.json", dir);
	test_set();
	test_most();
	test_forgotten();
	test_hostile();
	unlink(path);
	rmdir(dir);
	ksft_finished();
}
