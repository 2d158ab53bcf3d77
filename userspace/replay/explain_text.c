// SPDX-License-Identifier: GPL-2.0
/*
 * An explanation laid out: a phase a paragraph, what decides marked.
 * What is said stands in the explanation.
 */
#include "replay/explain_text.h"

#include <stdio.h>
#include <string.h>

#include "policy/reason.h"

#define WIDTH 80
#define INDENT 15

/* Words of text from column at on, in lines that begin at column indent. */
static void wrap(const char *text, size_t at, size_t indent)
{
	const char *word = text;
	size_t len;

	for (; *word; word += len + strspn(word + len, " ")) {
		len = strcspn(word, " ");
		if (word > text && at + 1 + len > WIDTH) {
			printf("\n%*s", (int)indent, "");
			at = indent;
		} else if (word > text) {
			putchar(' ');
			at++;
		}
		printf("%.*s", (int)len, word);
		at += len;
	}
	putchar('\n');
}

static void line(char mark, const char *name, const char *text)
{
	printf("%c %-*s", mark, INDENT - 2, name);
	wrap(text, INDENT, INDENT);
}

static void rules(const struct explain_leg *leg)
{
	const struct explain_rule *rule;
	char text[400];
	size_t i;

	for (i = 0; i < leg->rule_count; i++) {
		rule = &leg->rules[i];
		if (rule->outcome == EXPLAIN_NOT_ASKED)
			break;
		snprintf(text, sizeof(text), "%zu. %s: %s", i + 1, rule->name,
			 rule->why);
		printf("%*s", INDENT, "");
		wrap(text, INDENT, INDENT + 3);
	}
	if (i < leg->rule_count)
		printf("%*s%zu not asked\n", INDENT, "", leg->rule_count - i);
}

static bool asked_rules(const struct explain_leg *leg)
{
	return leg->steps[EXPLAIN_RULES].outcome != EXPLAIN_NOT_ASKED;
}

static void phases(const struct explain_leg *leg)
{
	const struct explain_step *step;
	int i;

	for (i = 0; i < EXPLAIN_PHASE_MAX; i++) {
		step = &leg->steps[i];
		if (!*step->text)
			continue;
		line(step->outcome == EXPLAIN_DECIDES ? '>' : ' ',
		     explain_phase_name(i), step->text);
		if (i == EXPLAIN_RULES && asked_rules(leg))
			rules(leg);
	}
}

static void verdict_line(const char *verdict, const char *reason,
			 const struct explain_leg *leg)
{
	printf("%s: %s", verdict, reason ? reason : "-");
	if (leg && leg->group)
		printf(", group %s", leg->group);
	if (leg && leg->rule)
		printf(", rule %s", leg->rule);
	putchar('\n');
}

static void differs(const struct explain_leg *leg)
{
	if (*leg->differs)
		line('!', "DIFFERS", leg->differs);
}

static void one_leg(const struct explanation *x, const struct explain_leg *leg)
{
	printf("%s %s\n", leg->direction == LC_INGRESS ? "in" : "out",
	       x->interface);
	phases(leg);
	differs(leg);
	if (x->leg_count > 1) {
		fputs("  this way: ", stdout);
		verdict_line(verdict_text(leg->said.verdict),
			     reason_text(leg->said.reason), leg);
	}
	putchar('\n');
}

static void remedy(const struct explain_remedy *r)
{
	if (!*r->text)
		return;
	fputs("to pass: ", stdout);
	wrap(r->text, 9, 9);
	if (*r->before)
		printf("         ahead of rule %s\n", r->before);
	if (*r->yaml)
		printf("\n      %s\n\n", r->yaml);
	if (*r->tried)
		printf("         %s\n", r->tried);
}

void explain_text(const struct explain_policy *policy,
		  const struct explanation *x)
{
	size_t i;

	printf("policy %s%s%s, sha256 %.12s\n\n",
	       policy->policy->name ? policy->policy->name : "without name",
	       policy->in_force ? ", in force" : "",
	       policy->policy->monitor ? ", monitor" : "",
	       policy->policy->sha256);
	for (i = 0; i < x->leg_count; i++)
		one_leg(x, &x->legs[i]);
	verdict_line(verdict_text(x->verdict), reason_text(x->reason),
		     x->decides);
	remedy(&x->remedy);
}
