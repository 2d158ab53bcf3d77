/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All that a report says in words, a table for each language, and how that
 * language writes numbers and dates. What is said where: report_html.h, text.
 */
#ifndef LENSCAP_REPORT_WORDS_H
#define LENSCAP_REPORT_WORDS_H

#include <stdint.h>
#include <stdio.h>

/*
 * In the texts, {0} is the first argument, and {0:one|more} chooses by it as a
 * number. Texts are plain: who writes HTML escapes them.
 */
enum report_word {
	/* title and what stands under it */
	WORD_TITLE,
	WORD_SITES, /* {0} sites */
	WORD_SITE,
	WORD_HOST,
	WORD_PERIOD,
	WORD_SPAN, /* from {0} to {1} */
	WORD_POLICY,
	WORD_OWNER,
	WORD_BASIS,
	WORD_REVISION,
	WORD_GENERATED,
	WORD_COVERAGE,
	WORD_COVERED, /* {0} of the period, {1} gaps */
	WORD_BY_LENSCAP,
	WORD_CONTENTS,
	/* the answer */
	WORD_ANSWER,
	WORD_COUNTED, /* at least {0} cameras of {1} makes at {2} */
	WORD_COUNTED_NONE,
	WORD_ACTIVE_OF,
	WORD_TRIED, /* {0} cameras, {1} addresses */
	WORD_TRIED_NONE,
	WORD_ALL_STOPPED, /* {0} frames */
	WORD_PART_STOPPED,
	WORD_PART_WOULD,
	WORD_PART_PASSED,
	WORD_UNNAMED_TOO, /* {0} frames */
	WORD_IN_FORCE, /* {0} policy, {1} since */
	WORD_IN_FORCE_WATCHES,
	WORD_NOT_IN_FORCE,
	WORD_NOT_WHOLE,
	WORD_SITES_IN_FORCE, /* {0} of {1} sites */
	WORD_MEANING,
	/* the badge */
	WORD_IS_STOPPED,
	WORD_BADGE_STOPPED,
	WORD_BADGE_WATCHED,
	WORD_BADGE_PART_WATCHED,
	WORD_BADGE_PARTLY,
	WORD_BADGE_NONE,
	WORD_BADGE_NO_POLICY,
	/* figures */
	WORD_FIGURE_DEVICES,
	WORD_FIGURE_MAKES,
	WORD_FIGURE_TARGETS,
	WORD_FIGURE_STOPPED,
	WORD_FIGURE_WOULD,
	WORD_FIGURE_PASSED,
	WORD_AT_LEAST,
	/* sections and captions */
	WORD_MAKES,
	WORD_MAKES_CHART,
	WORD_MAKES_TABLE,
	WORD_MAKES_BROAD, /* {0} devices */
	WORD_PLACES,
	WORD_PLACES_CHART,
	WORD_PLACES_TABLE,
	WORD_SITES_HEAD,
	WORD_SITES_CHART,
	WORD_SITES_TABLE,
	WORD_TWICE, /* {0} devices */
	WORD_TARGETS,
	WORD_TARGETS_INTRO,
	WORD_TARGETS_CHART,
	WORD_TARGETS_OUTSIDE,
	WORD_TARGETS_INSIDE,
	WORD_TARGETS_NONE,
	WORD_FLOW,
	WORD_FLOW_INTRO,
	WORD_FLOW_CHART,
	WORD_FLOW_TABLE,
	WORD_FLOW_NONE,
	WORD_POLICY_HEAD,
	WORD_INTERFACES_TABLE,
	WORD_NOTES_TABLE,
	WORD_PERMITS_TABLE,
	WORD_TERMS_TABLE,
	WORD_GAPS_TABLE,
	WORD_WARNINGS,
	WORD_DEVICES,
	WORD_DEVICES_TABLE,
	WORD_DEVICES_NONE,
	WORD_CUT, /* the first {0} of {1} */
	WORD_SURE,
	WORD_SOURCES,
	/* columns */
	WORD_MAKE,
	WORD_PARENT,
	WORD_COUNT,
	WORD_ACTIVE,
	WORD_ATTEMPTING,
	WORD_FIRST_SEEN,
	WORD_LAST_SEEN,
	WORD_FRAMES,
	WORD_BYTES,
	WORD_STOPPED,
	WORD_WOULD_STOP,
	WORD_PASSED,
	WORD_INTERFACE,
	WORD_ZONE,
	WORD_VLAN,
	WORD_GROUP,
	WORD_MAC,
	WORD_ADDRESSES,
	WORD_TARGET,
	WORD_SERVICE,
	WORD_REACH,
	WORD_DEVICES_COLUMN,
	WORD_SITES_COLUMN,
	WORD_TARGETS_COLUMN,
	WORD_VERDICT,
	WORD_DIRECTION,
	WORD_REASON,
	WORD_RULE,
	WORD_FROM_DEVICE,
	WORD_TO_DEVICE,
	WORD_KIND,
	WORD_NAME,
	WORD_NOTE,
	WORD_PEER,
	WORD_UNTIL,
	WORD_BY,
	WORD_WHY,
	WORD_FROM,
	WORD_TO,
	WORD_CAUSE,
	WORD_MODE,
	WORD_STATE,
	WORD_SINCE,
	WORD_SAVED,
	WORD_FILE,
	WORD_PENDING,
	WORD_PENDING_UNTIL, /* {0} by whom, {1} until when */
	/* cells */
	WORD_NOBODY, /* no make known */
	WORD_OTHERS, /* {0} more */
	WORD_VERDICT_STOPPED,
	WORD_VERDICT_WOULD,
	WORD_VERDICT_PASSED,
	WORD_VERDICT_PASSED_BY, /* {0} rule */
	WORD_REACH_OUTSIDE,
	WORD_REACH_PRIVATE,
	WORD_REACH_LINK,
	WORD_REACH_MANY,
	WORD_ANSWERED, /* from port {0} */
	WORD_BOTH_SITES, /* at {0} sites */
	WORD_ATTACHED,
	WORD_ATTACHED_PART,
	WORD_ATTACHED_NOT,
	WORD_CLOSED,
	WORD_MODE_ENFORCE,
	WORD_MODE_MONITOR,
	WORD_MODE_PARTLY,
	WORD_SAVED_YES,
	WORD_SAVED_NO,
	WORD_KIND_GROUP,
	WORD_KIND_RULE,
	WORD_KIND_ENDPOINT,
	/* how sure the count is */
	WORD_SURE_LOWER,
	WORD_SURE_SWITCH,
	WORD_SURE_FORGED,
	WORD_SURE_SEVERAL,
	WORD_SURE_MAKE,
	WORD_SURE_QUIET,
	WORD_SURE_FLOOD, /* {0} addresses, {1} displaced */
	WORD_SURE_NO_FLOOD,
	WORD_SURE_UNPLACED, /* {0} frames */
	WORD_SURE_UNNAMED, /* {0} frames */
	WORD_SURE_ATTEMPT,
	WORD_SURE_NAMES,
	WORD_SURE_ALLOWED,
	/* where the figures come from */
	WORD_SOURCE_CENSUS, /* since {0} */
	WORD_SOURCE_PAST, /* {0} devices */
	WORD_SOURCE_COUNTERS,
	WORD_SOURCE_RULE,
	WORD_SOURCE_LEDGER, /* {0} records, {1} first, {2} last */
	WORD_SOURCE_NO_LEDGER,
	WORD_SOURCE_BROKEN,
	WORD_SOURCE_HEAD, /* {0} hash, {1} number */
	WORD_SOURCE_POLICY, /* {0} hash */
	WORD_SOURCE_EVENTS, /* {0} lost */
	WORD_SOURCE_MERGED, /* {0} files' sites */
	WORD_SOURCE_VERSION, /* {0} */
	WORD_MAX
};

struct report_language {
	const char *code; /* BCP 47: of the page, and for --lang */
	const char *thousands;
	const char *decimal;
	const char *date; /* {0} day, {1} month's name, {2} year */
	const char *percent; /* {0} the number */
	const char *months[12];
	const char *words[WORD_MAX];
};

extern const struct report_language report_words_en;
extern const struct report_language report_words_de;

/* Languages, the first if none is asked for; NULL past the last. */
const struct report_language *report_language(unsigned int i);
/* NULL: there is none of that code. */
const struct report_language *report_language_find(const char *code);

/* An argument: text, or where that is NULL a number. Texts are never NULL. */
struct report_arg {
	const char *text;
	uint64_t number;
};

#define REPORT_ARGS_MAX 4

struct report_args {
	struct report_arg args[REPORT_ARGS_MAX];
};

#define REPORT_ARGS(...) (((const struct report_args){ { __VA_ARGS__ } }).args)
#define ARG_TEXT(text_)  \
	{                \
		text_, 0 \
	}
#define ARG_NUMBER(number_)   \
	{                     \
		NULL, number_ \
	}

/* The word's text with its arguments (NULL: none) put in. */
void report_say(FILE *out, const struct report_language *language,
		enum report_word word, const struct report_arg *args);

/* "12,345" */
#define REPORT_NUMBER_LEN 40
const char *report_number(const struct report_language *language,
			  uint64_t number, char buf[REPORT_NUMBER_LEN]);

/* "30 November 2026", and with the time, both UTC. "" for 0. */
#define REPORT_DATE_LEN 64
const char *report_date(const struct report_language *language, int64_t when,
			char buf[REPORT_DATE_LEN]);
const char *report_moment(const struct report_language *language, int64_t when,
			  char buf[REPORT_DATE_LEN]);

/* Short, for cells: "2026-11-30 23:52". */
const char *report_cell_time(int64_t when, char buf[REPORT_DATE_LEN]);

/* "99.2 %", never 100 unless it is. */
const char *report_percent(const struct report_language *language,
			   uint64_t part, uint64_t whole,
			   char buf[REPORT_NUMBER_LEN]);

#endif
