// SPDX-License-Identifier: GPL-2.0
/*
 * Reading tests: the words of frames and what is expected of them.
 * The frames are not built or run here.
 */
#include <stdio.h>
#include <string.h>

#include "policy/policy_read.h"

#define FRAME_TEXT_MAX 1024

/* The next word of *text; its length, 0 at the end. */
static size_t next_word(const char **text)
{
	*text += strspn(*text, " \t");
	return strcspn(*text, " \t");
}

static bool is_word(const char *text, size_t len, const char *word)
{
	return strlen(word) == len && !strncmp(text, word, len);
}

/* in|out INTERFACE [vlan N]... from WORDS to WORDS: NULL, or what is wrong. */
static const char *check_frame(const char *text)
{
	enum { BEFORE, FROM, TO } part = BEFORE;
	size_t len = next_word(&text), words = 0;
	char name[32];

	if (!is_word(text, len, "in") && !is_word(text, len, "out"))
		return "it must begin with in or out";
	text += len;
	len = next_word(&text);
	snprintf(name, sizeof(name), "%.*s", (int)(len < 31 ? len : 31), text);
	if (!read_interface_name_ok(name))
		return "an interface's name must stand behind in or out";
	for (text += len; (len = next_word(&text)); text += len) {
		if (part == BEFORE && is_word(text, len, "from")) {
			part = FROM;
			words = 0;
		} else if (part == FROM && is_word(text, len, "to")) {
			if (!words)
				return "nothing stands between from and to";
			part = TO;
			words = 0;
		} else {
			words++;
		}
	}
	if (part != TO || !words)
		return "it must say from whom and to whom: \"from A to B\"";
	return NULL;
}

static char *read_frame(struct reader *r, const struct tree_node *node)
{
	const char *wrong;

	if (!read_is(r, node, TREE_TEXT, "a frame"))
		return NULL;
	if (strlen(node->text) > FRAME_TEXT_MAX)
		wrong = "it is longer than 1,024 characters";
	else
		wrong = check_frame(node->text);
	if (!wrong)
		return arena_text(r->arena, node->text, strlen(node->text));
	read_error(r, node->where, "frame \"%.64s\": %s", node->text, wrong);
	return NULL;
}

static void test_frame(struct reader *r, const struct tree_node *node,
		       void *target)
{
	struct policy_test *test = target;

	test->frames = read_alloc(r, 1, sizeof(*test->frames));
	if (!test->frames)
		return;
	test->frames[0] = read_frame(r, node);
	test->count = 1;
}

static void test_frames(struct reader *r, const struct tree_node *node,
			void *target)
{
	struct policy_test *test = target;
	const struct tree_node *item;
	size_t n = 0;

	if (!read_is_list(r, node, 1, POLICY_TESTS_MAX))
		return;
	test->frames = read_alloc(r, node->count, sizeof(*test->frames));
	if (!test->frames)
		return;
	for (item = node->first; item; item = item->next)
		test->frames[n++] = read_frame(r, item);
	test->count = n;
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
	read_deferred(r, "tests", r->tests->key_where);
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
