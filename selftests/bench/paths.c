// SPDX-License-Identifier: GPL-2.0
/*
 * What a frame costs on each path, by BPF test run, net of an empty program.
 * The kernel around the programs is in none of it. Asserts no time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "_calls.h"
#include "_runs.h"

#define ROUNDS_MAX 99
#define ROUNDS 15
#define REPEAT 200000

/* PERF's: ns over an empty program, and rules without end ÷ one rule. */
#define RULE_NS 130
#define FLOW_NS 150
#define FLAT_RATIO 1.3

static int rounds = ROUNDS;

/* Of each path, in each round: ns over the empty program. */
static double (*net)[ROUNDS_MAX];

/* Right after one another, so that drift cancels out. */
static int measure(const struct path *path, double *to)
{
	int base, ns = runs_prepare(path);

	/* what came between is forgotten, and flows are of this policy again */
	if (!ns && path->turns && !path->opens)
		ns = runs_many(path, path->turns);
	if (ns < 0)
		return ns;
	base = runs_empty(path, REPEAT);
	ns = runs_many(path, REPEAT);
	*to = ns - base;
	return base < 0 ? base : ns < 0 ? ns : 0;
}

/* What opens flows pushes others out: after all that need them. */
static int measure_all(void)
{
	int opens, round, err = 0;
	size_t i;

	for (opens = 0; opens < 2; opens++)
		for (round = 0; round < rounds; round++)
			for (i = 0; i < path_count && !err; i++)
				if (paths[i].opens == opens)
					err = measure(&paths[i],
						      &net[i][round]);
	return err;
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median(const double *values)
{
	double sorted[ROUNDS_MAX];

	memcpy(sorted, values, rounds * sizeof(*values));
	qsort(sorted, rounds, sizeof(*sorted), compare);
	return sorted[rounds / 2];
}

/* How many times b: of the same round, so that a busy machine slows both. */
static double times(size_t a, size_t b)
{
	double ratio[ROUNDS_MAX] = { 0 };
	int round;

	for (round = 0; round < rounds; round++)
		ratio[round] =
			net[b][round] > 0 ? net[a][round] / net[b][round] : 0;
	return median(ratio);
}

/* The budget, and whether this run met it; one: the path with one rule. */
static void print_budget(size_t i, size_t one)
{
	double ns = median(net[i]);
	bool met;

	switch (paths[i].budget) {
	case BUDGET_RULE:
		printf("  %d: %s", RULE_NS, ns <= RULE_NS ? "met" : "NOT met");
		break;
	case BUDGET_FLAT:
		met = ns <= RULE_NS && times(i, one) <= FLAT_RATIO;
		printf("  %d, and %.1f of one rule (%.2f): %s", RULE_NS,
		       FLAT_RATIO, times(i, one), met ? "met" : "NOT met");
		break;
	case BUDGET_FLOW:
		printf("  %d: %s", FLOW_NS, ns <= FLOW_NS ? "met" : "NOT met");
		break;
	case BUDGET_NONE:
		break;
	}
}

/* What others of its direction and kind are told in: passed by the one rule. */
static size_t reference(size_t of)
{
	size_t i;

	for (i = 0; i < path_count; i++)
		if (paths[i].frame.direction == paths[of].frame.direction &&
		    !paths[i].turns == !paths[of].turns &&
		    paths[i].budget == BUDGET_RULE &&
		    path_plans[paths[i].plan].prefixes <= 10)
			return i;
	return of;
}

static void print_path(size_t i, size_t one)
{
	char columns[PATH_COLUMNS_MAX];
	double least = net[i][0], most = net[i][0];
	int round;

	for (round = 1; round < rounds; round++) {
		least = net[i][round] < least ? net[i][round] : least;
		most = net[i][round] > most ? net[i][round] : most;
	}
	path_columns(&paths[i], columns);
	printf("%s %7.0f %5.0f %5.0f %6.2f", columns, median(net[i]), least,
	       most, times(i, reference(i)));
	print_budget(i, one);
	putchar('\n');
}

static void print_paths(bool turns)
{
	size_t i, one = 0;

	printf("%s %7s %5s %5s %6s  %s\n", path_heading, "MEDIAN", "MIN", "MAX",
	       "RATIO", "BUDGET");
	for (i = 0; i < path_count; i++) {
		if (paths[i].budget == BUDGET_RULE)
			one = i;
		if (!paths[i].turns == !turns)
			print_path(i, one);
	}
}

static void print_all(void)
{
	printf("# ns a frame over an empty program, which is run right before; %d rounds of %d frames\n"
	       "# RATIO: to the first path of its direction and table that passes by the one rule\n"
	       "# what the empty program costs over itself is the noise\n"
	       "# unlisted and dropped frames have budgets end to end, which none of this is\n"
	       "\n# the same frame over and over: nothing is far away, and what was met lately helps\n",
	       rounds, REPEAT);
	print_paths(false);
	printf("\n# frames that take turns, written by a program ahead of each; TURNS of them are unlike\n"
	       "# in a port (unlisted: in the MAC): %d are more than any table of the latest holds\n",
	       PATH_TURNS);
	print_paths(true);
	putchar('\n');
}

int main(int argc, char **argv)
{
	int err, calls = 0;

	if (argc > 1)
		rounds = atoi(argv[1]);
	if (argc > 2 || rounds < 1 || rounds > ROUNDS_MAX) {
		fprintf(stderr, "usage: paths [ROUNDS]\n");
		return 2;
	}
	object_quiet();
	net = calloc(path_count, sizeof(*net));
	err = net ? runs_open() : -1;
	if (!err)
		err = measure_all();
	if (err) {
		fprintf(stderr, "paths: cannot measure: %s\n", strerror(-err));
	} else {
		print_all();
		calls = calls_print(runs_object()->progs[LC_INGRESS],
				    "ingress");
		err = calls_print(runs_object()->progs[LC_EGRESS], "egress");
	}
	runs_close();
	free(net);
	return calls || err;
}
