// SPDX-License-Identifier: GPL-2.0
/*
 * Reading tests: the words of frames and what is expected of them.
 * The frames are not run here (replay/trial.c).
 */
#include <stdio.h>
#include <string.h>

#include "frame/frame.h"
#include "policy/policy_read.h"

/* What else the policy calls an interface, for "did you mean". */
static const char *interface_hint(struct reader *r, const char *name)
{
	const char *names[LC_MAX_INTERFACES];
	size_t count = 0, i;

	for (i = 0; i < r->policy->interface_count; i++)
		if (r->policy->interfaces[i].name && count < ARRAY_SIZE(names))
			names[count++] = r->policy->interfaces[i].name;
	return read_hint(r, name, names, count);
}

/* The words again, and where they pass; both stay NULL after an error. */
static void read_frame(struct reader *r, const struct tree_node *node,
		       struct policy_test *test, size_t i)
{
	char wrong[FRAME_WRONG_MAX];
	struct frame frame;

	test->frame_where[i] = node->where;
	if (!read_is(r, node, TREE_TEXT, "a frame"))
		return;
	test->frames[i] = arena_text(r->arena, node->text, strlen(node->text));
	if (r->saved)
		return;
	if (frame_from_words(node->text, &frame, wrong, sizeof(wrong)))
		read_error(r, node->where, "frame \"%.64s\": %s", node->text,
			   wrong);
	else if (!policy_find_interface(r->policy, frame.interface))
		read_error(
			r, node->where,
			"frame \"%.64s\": interface \"%s\" is not under \"interfaces\"%s",
			node->text, frame.interface,
			interface_hint(r, frame.interface));
	else
		test->interfaces[i] = arena_text(r->arena, frame.interface,
						 strlen(frame.interface));
}

static bool frames_alloc(struct reader *r, struct policy_test *test,
			 size_t count)
{
	test->frames = read_alloc(r, count, sizeof(*test->frames));
	test->interfaces = read_alloc(r, count, sizeof(*test->interfaces));
	test->frame_where = read_alloc(r, count, sizeof(*test->frame_where));
	if (!test->frames || !test->interfaces || !test->frame_where)
		return false;
	test->count = count;
	return true;
}

static void test_frame(struct reader *r, const struct tree_node *node,
		       void *target)
{
	if (frames_alloc(r, target, 1))
		read_frame(r, node, target, 0);
}

static void test_frames(struct reader *r, const struct tree_node *node,
			void *target)
{
	const struct tree_node *item;
	size_t n = 0;

	if (!read_is_list(r, node, 1, POLICY_TESTS_MAX) ||
	    !frames_alloc(r, target, node->count))
		return;
	for (item = node->first; item; item = item->next)
		read_frame(r, item, target, n++);
}

/* Read when the frames are known, by check_test(). */
static void test_expect(struct reader *r, const struct tree_node *node,
			void *target)
{
	(void)r;
	(void)node;
	(void)target;
}

static const struct reader_key test_keys[] = {
	{ "frame", test_frame, false },
	{ "frames", test_frames, false },
	{ "expect", test_expect, true },
};

static void read_expect(struct reader *r, const struct tree_node *node,
			struct policy_test *test)
{
	static const char *const words[] = { "pass", "drop", "would-drop" };
	const struct tree_node *item = node;
	size_t count = 1, i;
	int word;

	if (node->kind == TREE_LIST) {
		count = node->count;
		item = node->first;
	}
	if (count != test->count && test->count) {
		read_error(r, node->where,
			   "\"expect\" has %zu entries for %zu frames", count,
			   test->count);
		return;
	}
	test->expect = read_alloc(r, count, sizeof(*test->expect));
	for (i = 0; i < count && test->expect; i++, item = item->next) {
		word = read_word(r, item, "expect", words, ARRAY_SIZE(words));
		if (word >= 0)
			test->expect[i] = arena_text(r->arena, words[word],
						     strlen(words[word]));
	}
}

static void read_test(struct reader *r, const struct tree_node *node,
		      struct policy_test *test)
{
	const struct tree_node *expect = tree_find(node, "expect");
	bool frame = tree_find(node, "frame");
	bool frames = tree_find(node, "frames");

	test->where = node->where;
	read_map(r, node, test_keys, ARRAY_SIZE(test_keys), test);
	if (node->kind != TREE_MAP)
		return;
	if (frame == frames)
		read_error(r, node->where,
			   "give one of \"frame\" and \"frames\"%s",
			   frame ? ", not both" : "");
	else if (expect)
		read_expect(r, expect, test);
}

void read_tests(struct reader *r)
{
	struct policy *policy = r->policy;
	const struct tree_node *item;
	size_t number = 0;

	if (!r->tests)
		return;
	if (!read_is_list(r, r->tests, 0, POLICY_TESTS_MAX))
		return;
	policy->tests = read_alloc(r, r->tests->count, sizeof(*policy->tests));
	if (!policy->tests)
		return;
	for (item = r->tests->first; item; item = item->next) {
		snprintf(r->scope, sizeof(r->scope), "test %zu", ++number);
		read_test(r, item, &policy->tests[policy->test_count++]);
	}
	r->scope[0] = '\0';
}
