// SPDX-License-Identifier: GPL-2.0
/*
 * How many calls a frame makes on each path, counted as it makes them, and that
 * these are no more than calls.txt has. No time is measured.
 *
 * path_calls --table    print what calls.txt should hold
 * path_calls --sites    print each call of each path
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../bench/_paths.h"
#include "../bench/_runs.h"
#include "../bench/_text.h"
#include "kselftest.h"
#include "lib_count.h"
#include "lib_programs.h"

#define RECORDED "selftests/prog_run/calls.txt"
#define WARM 3 /* frames ahead, that new devices and attempts are none then */
#define FRAMES 65 /* one in many samples, or begins a tick: the median tells */

/* Of a path. */
struct tally {
	int calls;
	int tails;
	__u64 sites[COUNT_SITES_MAX]; /* in all frames */
};

static bool counting; /* programs that are loaded */

/* The C library's, which libbpf finds here first. */
long syscall(long number, ...)
{
	static long (*real)(long number, ...);
	static bool inside;
	long arg[6], ret;
	va_list args;
	int i;

	va_start(args, number);
	for (i = 0; i < 6; i++)
		arg[i] = va_arg(args, long);
	va_end(args);
	if (!real)
		real = dlsym(RTLD_NEXT, "syscall");
	if (!counting || inside || number != __NR_bpf ||
	    arg[0] != BPF_PROG_LOAD)
		return real(number, arg[0], arg[1], arg[2], arg[3], arg[4],
			    arg[5]);
	inside = true;
	ret = count_prog_load((const void *)arg[1], arg[2]);
	inside = false;
	return ret;
}

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static int median(int *values)
{
	qsort(values, FRAMES, sizeof(*values), compare);
	return values[FRAMES / 2];
}

/* Turns that no path had before: what was met lately knows none of them. */
static __u32 turn(const struct path *path, int frame)
{
	static __u32 next;

	if (path->opens)
		return runs_fresh(1);
	if (frame < 0 || !path->turns)
		return 0;
	next++;
	return next % path->turns;
}

static void run_one(const struct path *path, int frame)
{
	if (runs_one(path, turn(path, frame)))
		ksft_exit_fail_msg("cannot run: %s\n", path->text);
}

static void count_path(const struct path *path, struct tally *tally)
{
	int calls[FRAMES] = { 0 }, tails[FRAMES] = { 0 }, i;
	size_t k;

	memset(tally, 0, sizeof(*tally));
	if (runs_prepare(path))
		ksft_exit_fail_msg("cannot prepare: %s\n", path->text);
	for (i = -WARM; i < 0; i++)
		run_one(path, i);
	for (i = 0; i < FRAMES; i++) {
		count_reset();
		run_one(path, i);
		for (k = 0; k < count_site_count; k++) {
			calls[i] += count_of(k) * count_sites[k].calls;
			tails[i] += count_sites[k].tail ? count_of(k) : 0;
			tally->sites[k] += count_of(k);
		}
	}
	tally->calls = median(calls);
	tally->tails = median(tails);
}

static void print_sites(const struct tally *tally)
{
	const struct count_site *site;
	size_t k;

	for (k = 0; k < count_site_count; k++) {
		site = &count_sites[k];
		if (tally->sites[k] && (site->calls || site->tail))
			printf("#   %5.2f  %s, %s:%u: %s\n",
			       (double)tally->sites[k] / FRAMES, site->function,
			       site->file, site->line, site->source);
	}
}

static void print_row(const struct path *path, const struct tally *tally)
{
	char columns[PATH_COLUMNS_MAX];

	path_columns(path, columns);
	printf("%s %6d %6d\n", columns, tally->calls, tally->tails);
}

static void print_table(bool sites)
{
	static struct tally tally;
	size_t i;

	printf("# SPDX-%s: GPL-2.0\n"
	       "# Calls that a frame makes on each path, and jumps to a further program (TAIL):\n"
	       "# the most that prog_run/path_calls takes, as of Linux 6.10. What the kernel's\n"
	       "# own functions call is not in it. Written by path_calls --table.\n"
	       "%s %6s %6s\n",
	       "License-Identifier", path_heading, "CALLS", "TAIL");
	for (i = 0; i < path_count; i++) {
		if (paths[i].plan == PATH_EMPTY)
			continue;
		count_path(&paths[i], &tally);
		print_row(&paths[i], &tally);
		if (sites)
			print_sites(&tally);
	}
}

/* The tree that the test was built in has it. */
static FILE *open_recorded(void)
{
	char path[512];
	ssize_t len = readlink("/proc/self/exe", path, 400);
	FILE *file;
	int up;

	for (up = 0; up < 4 && len > 0; up++)
		while (--len > 0 && path[len] != '/')
			;
	if (len <= 0)
		ksft_exit_fail_msg("where do we stand?\n");
	strcpy(path + len + 1, RECORDED);
	file = fopen(path, "r");
	if (!file)
		ksft_exit_fail_msg("%s cannot be read\n", path);
	return file;
}

/* False, and no calls, if there is no such path. */
static bool find_recorded(const struct path *path, struct tally *tally)
{
	char columns[PATH_COLUMNS_MAX], line[256];
	FILE *file = open_recorded();
	bool found = false;
	size_t len;

	tally->calls = 0;
	tally->tails = 0;
	path_columns(path, columns);
	len = strlen(columns);
	while (!found && fgets(line, sizeof(line), file))
		found = !strncmp(line, columns, len) &&
			sscanf(line + len, "%d %d", &tally->calls,
			       &tally->tails) == 2;
	fclose(file);
	return found;
}

static void check_path(const struct path *path)
{
	static struct tally now, then;
	bool found = find_recorded(path, &then);
	char name[PATH_COLUMNS_MAX];
	bool more;

	path_columns(path, name);
	count_path(path, &now);
	more = !found || now.calls > then.calls || now.tails > then.tails;
	if (more)
		print_sites(&now);
	if (!found)
		ksft_print_msg("%s does not have it\n", RECORDED);
	else if (now.calls < then.calls || now.tails < then.tails)
		ksft_print_msg("note: %s: fewer than %d and %d: record it\n",
			       name, then.calls, then.tails);
	ksft_test_result(!more, "%s: %d calls, %d tail calls; at most %d, %d\n",
			 name, now.calls, now.tails, then.calls, then.tails);
}

/* Counters change nothing in what the kernel makes of calls. */
static void check_same(const int plain[PROGRAMS], const int counted[PROGRAMS])
{
	int i, k, calls[2], sum = 0;
	struct text text[2];
	size_t n;

	for (i = 0; i < PROGRAMS; i++) {
		if (text_load(plain[i], &text[0]) ||
		    text_load(counted[i], &text[1]))
			ksft_exit_fail_msg("cannot read a program\n");
		for (k = 0; k < 2; k++) {
			calls[k] = 0;
			for (n = 0; n < text[k].count; n++)
				calls[k] += text_is_call(&text[k].insns[n]);
		}
		if (calls[0] != calls[1])
			ksft_test_result_fail(
				"%s: %d calls, with counters %d\n",
				text_func(&text[0], 0), calls[0], calls[1]);
		else
			ksft_test_result_pass(
				"%s: %d calls with counters, too\n",
				text_func(&text[0], 0), calls[0]);
		sum += calls[1];
		text_free(&text[0]);
		text_free(&text[1]);
	}
	ksft_test_result(sum && sum == count_calls(0, count_site_count),
			 "each of the %d has a counter\n", sum);
}

static void check_all(void)
{
	struct object object = OBJECT_NONE;
	int plain[PROGRAMS], counted[PROGRAMS];
	size_t i, tests = 0;

	for (i = 0; i < path_count; i++)
		tests += paths[i].plan != PATH_EMPTY;
	ksft_set_plan(PROGRAMS + 1 + tests);
	counting = false;
	programs_load(&object, plain);
	programs_open(runs_object(), counted);
	check_same(plain, counted);
	programs_close(plain);
	programs_close(counted);
	object_close(&object);
	for (i = 0; i < path_count; i++)
		if (paths[i].plan != PATH_EMPTY)
			check_path(&paths[i]);
}

int main(int argc, char **argv)
{
	bool sites = argc > 1 && !strcmp(argv[1], "--sites");
	bool table = argc > 1 && !strcmp(argv[1], "--table");

	if (!sites && !table)
		ksft_print_header();
	if (!sites && !table && !programs_inlined())
		ksft_exit_skip("calls are recorded as of Linux 6.10\n");
	counting = true;
	if (runs_open())
		ksft_exit_fail_msg("cannot load\n");
	if (sites || table)
		print_table(sites);
	else
		check_all();
	runs_close();
	if (sites || table)
		return 0;
	ksft_finished();
}
