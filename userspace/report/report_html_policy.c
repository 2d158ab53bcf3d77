// SPDX-License-Identifier: GPL-2.0
/*
 * The page: the policy of each site, how sure the figures are, their sources.
 * The figures themselves stand in the other parts.
 */
#include <string.h>

#include "base/html.h"
#include "report/report_answer.h"
#include "report/report_html_parts.h"

static enum report_word mode_word(const struct report_policy *policy)
{
	return policy->monitor ? WORD_MODE_MONITOR :
	       policy->watches ? WORD_MODE_PARTLY :
				 WORD_MODE_ENFORCE;
}

static void policy_facts(struct report_page *page,
			 const struct report_policy *policy)
{
	char when[REPORT_DATE_LEN], name[REPORT_POLICY_LEN];

	fputs("<dl class=\"facts\">\n", page->out);
	page_fact_foreign(page, WORD_POLICY, report_policy_text(policy, name));
	page_fact_foreign(page, WORD_OWNER, policy->owner);
	page_fact_foreign(page, WORD_BASIS, policy->basis);
	page_fact(page, WORD_MODE, mode_word(policy), NULL);
	page_fact_foreign(page, WORD_SINCE,
			  report_moment(page->language, policy->applied_at,
					when));
	page_fact_foreign(page, WORD_BY, policy->applied_by);
	page_fact_foreign(page, WORD_WHY, policy->why);
	page_fact(page, WORD_SAVED,
		  policy->saved ? WORD_SAVED_YES : WORD_SAVED_NO, NULL);
	if (policy->pending)
		page_fact(page, WORD_PENDING, WORD_PENDING_UNTIL,
			  REPORT_ARGS(ARG_TEXT(policy->pending),
				      ARG_TEXT(report_moment(
					      page->language,
					      policy->pending_until, when))));
	page_fact_foreign(page, WORD_FILE, policy->path);
	fputs("</dl>\n", page->out);
}

#define TABLE_ID 40

/* A table for each site has an id for each. */
static const char *table_id(char buf[TABLE_ID], const char *name, size_t i)
{
	snprintf(buf, TABLE_ID, "t-%s-%zu", name, i + 1);
	return buf;
}

static void interfaces(struct report_page *page, const struct report_list *list,
		       size_t site)
{
	static const struct page_column columns[] = {
		COLUMN_TEXT(WORD_INTERFACE),
		COLUMN_TEXT(WORD_STATE),
		COLUMN_TEXT(WORD_MODE),
		COLUMN_END,
	};
	struct page_table table;
	char id[TABLE_ID];
	size_t i;

	if (!list->count)
		return;
	page_table_begin(&table, page, table_id(id, "interfaces", site),
			 WORD_INTERFACES_TABLE, columns);
	for (i = 0; i < list->count; i++) {
		const struct report_interface *row =
			&report_rows(list, struct report_interface)[i];

		page_cell_foreign(&table, row->name);
		page_cell_word(&table, row->closed ? WORD_CLOSED :
				       row->ingress && row->egress ?
						     WORD_ATTACHED :
				       row->ingress || row->egress ?
						     WORD_ATTACHED_PART :
						     WORD_ATTACHED_NOT);
		page_cell_code(&table, row->mode);
	}
	page_table_end(&table);
}

static enum report_word kind_word(const char *kind)
{
	if (kind && !strcmp(kind, "rule"))
		return WORD_KIND_RULE;
	if (kind && !strcmp(kind, "endpoint"))
		return WORD_KIND_ENDPOINT;
	return WORD_KIND_GROUP;
}

static void notes(struct report_page *page, const struct report_list *list,
		  size_t site)
{
	static const struct page_column columns[] = {
		COLUMN_TEXT(WORD_KIND),
		COLUMN_TEXT(WORD_NAME),
		COLUMN_TEXT(WORD_NOTE),
		COLUMN_END,
	};
	struct page_table table;
	char id[TABLE_ID];
	size_t i;

	if (!list->count)
		return;
	page_table_begin(&table, page, table_id(id, "notes", site),
			 WORD_NOTES_TABLE, columns);
	for (i = 0; i < list->count; i++) {
		const struct report_note *note =
			&report_rows(list, struct report_note)[i];

		page_cell_word(&table, kind_word(note->kind));
		page_cell_foreign(&table, note->name);
		page_cell_foreign(&table, note->text);
	}
	page_table_end(&table);
}

static void permits(struct report_page *page, const struct report_list *list,
		    size_t site)
{
	static const struct page_column columns[] = {
		COLUMN_TEXT(WORD_MAC),
		COLUMN_TEXT(WORD_PEER),
		COLUMN_TEXT(WORD_SERVICE),
		COLUMN_TEXT(WORD_UNTIL),
		COLUMN_TEXT(WORD_BY),
		COLUMN_TEXT(WORD_WHY),
		COLUMN_END,
	};
	struct page_table table;
	char id[TABLE_ID];
	size_t i;

	if (!list->count)
		return;
	page_table_begin(&table, page, table_id(id, "permits", site),
			 WORD_PERMITS_TABLE, columns);
	for (i = 0; i < list->count; i++) {
		const struct report_permit *permit =
			&report_rows(list, struct report_permit)[i];

		page_cell_code(&table, permit->devices);
		page_cell_foreign(&table, permit->peer);
		page_cell_foreign(&table, permit->service);
		page_cell_time(&table, permit->until);
		page_cell_foreign(&table, permit->by);
		page_cell_foreign(&table, permit->why);
	}
	page_table_end(&table);
}

static void terms(struct report_page *page, const struct report_list *list,
		  size_t site)
{
	static const struct page_column columns[] = {
		COLUMN_TEXT(WORD_POLICY), COLUMN_TEXT(WORD_REVISION),
		COLUMN_TEXT(WORD_MODE),	  COLUMN_TEXT(WORD_FROM),
		COLUMN_TEXT(WORD_TO),	  COLUMN_TEXT(WORD_BY),
		COLUMN_TEXT(WORD_WHY),	  COLUMN_END,
	};
	struct page_table table;
	char id[TABLE_ID];
	size_t i;

	if (!list->count)
		return;
	page_table_begin(&table, page, table_id(id, "terms", site),
			 WORD_TERMS_TABLE, columns);
	for (i = 0; i < list->count; i++) {
		const struct report_term *term =
			&report_rows(list, struct report_term)[i];

		page_cell_foreign(&table, term->name);
		page_cell_foreign(&table, term->revision);
		page_cell_word(&table,
			       term->mode && !strcmp(term->mode, "monitor") ?
				       WORD_MODE_MONITOR :
				       WORD_MODE_ENFORCE);
		page_cell_time(&table, term->from);
		page_cell_time(&table, term->to);
		page_cell_foreign(&table, term->by);
		page_cell_foreign(&table, term->why);
	}
	page_table_end(&table);
}

static void gaps(struct report_page *page, const struct report_list *list,
		 size_t site)
{
	static const struct page_column columns[] = {
		COLUMN_TEXT(WORD_FROM),
		COLUMN_TEXT(WORD_TO),
		COLUMN_TEXT(WORD_CAUSE),
		COLUMN_END,
	};
	struct page_table table;
	char id[TABLE_ID];
	size_t i;

	if (!list->count)
		return;
	page_table_begin(&table, page, table_id(id, "gaps", site),
			 WORD_GAPS_TABLE, columns);
	for (i = 0; i < list->count; i++) {
		const struct report_gap *gap =
			&report_rows(list, struct report_gap)[i];

		page_cell_time(&table, gap->from);
		page_cell_time(&table, gap->to);
		page_cell_foreign(&table, gap->cause);
	}
	page_table_end(&table);
}

static void warnings(struct report_page *page, const struct report_list *list)
{
	size_t i;

	if (!list->count)
		return;
	page_say(page, page->several ? "h4" : "h3", NULL, WORD_WARNINGS, NULL);
	fputs("<ul class=\"plain warn\">\n", page->out);
	for (i = 0; i < list->count; i++) {
		const char *text =
			report_rows(list, struct report_warning)[i].text;

		fputs("<li>", page->out);
		html_foreign(page->out, text ? text : "?");
		fputs("</li>\n", page->out);
	}
	fputs("</ul>\n", page->out);
}

void page_policy(struct report_page *page)
{
	size_t i;

	for (i = 0; i < page->report->sites.count; i++) {
		const struct report_site *site = report_site(page->report, i);

		if (page->several) {
			fputs("<h3>", page->out);
			html_foreign(page->out, site->name);
			fputs("</h3>\n", page->out);
		}
		if (site->policy.in_force)
			policy_facts(page, &site->policy);
		else
			page_say(page, "p", NULL, WORD_NOT_IN_FORCE, NULL);
		warnings(page, &site->warnings);
		interfaces(page, &site->interfaces, i);
		terms(page, &site->terms, i);
		gaps(page, &site->gaps, i);
		permits(page, &site->permits, i);
		notes(page, &site->notes, i);
	}
}

static void item(void *data, enum report_word word,
		 const struct report_arg *args)
{
	page_say(data, "li", NULL, word, args);
}

void page_sure(struct report_page *page)
{
	fputs("<ul class=\"plain\">\n", page->out);
	report_limits(page->report, page->sum, item, page);
	fputs("</ul>\n", page->out);
}

static void ledger_sources(struct report_page *page,
			   const struct report_ledger *ledger)
{
	char first[REPORT_DATE_LEN], last[REPORT_DATE_LEN], seq[24];

	if (ledger->used)
		item(page, WORD_SOURCE_LEDGER,
		     REPORT_ARGS(ARG_NUMBER(ledger->records),
				 ARG_TEXT(report_moment(page->language,
							ledger->first, first)),
				 ARG_TEXT(report_moment(page->language,
							ledger->last, last))));
	else
		item(page, WORD_SOURCE_NO_LEDGER, NULL);
	if (ledger->broken)
		item(page, WORD_SOURCE_BROKEN, NULL);
	if (!ledger->head_sha256)
		return;
	snprintf(seq, sizeof(seq), "%llu",
		 (unsigned long long)ledger->head_seq);
	item(page, WORD_SOURCE_HEAD,
	     REPORT_ARGS(ARG_TEXT(ledger->head_sha256), ARG_TEXT(seq)));
}

static uint64_t past(const struct report_site *site)
{
	uint64_t count = 0;
	size_t i;

	for (i = 0; i < site->devices.count; i++)
		count += report_rows(&site->devices, struct report_device)[i]
				 .past;
	return count;
}

static void site_sources(struct report_page *page,
			 const struct report_site *site)
{
	char when[REPORT_DATE_LEN];

	fputs("<ul class=\"plain\">\n", page->out);
	ledger_sources(page, &site->ledger);
	if (!site->ledger.used) {
		item(page, WORD_SOURCE_CENSUS,
		     REPORT_ARGS(ARG_TEXT(report_moment(page->language,
							site->since, when))));
		if (past(site))
			item(page, WORD_SOURCE_PAST,
			     REPORT_ARGS(ARG_NUMBER(past(site))));
		item(page, WORD_SOURCE_COUNTERS, NULL);
	}
	item(page, WORD_SOURCE_RULE, NULL);
	if (site->policy.sha256)
		item(page, WORD_SOURCE_POLICY,
		     REPORT_ARGS(ARG_TEXT(site->policy.sha256)));
	if (site->events_lost)
		item(page, WORD_SOURCE_EVENTS,
		     REPORT_ARGS(ARG_NUMBER(site->events_lost)));
	if (site->version)
		item(page, WORD_SOURCE_VERSION,
		     REPORT_ARGS(ARG_TEXT(site->version)));
	fputs("</ul>\n", page->out);
}

void page_sources(struct report_page *page)
{
	size_t i;

	if (page->report->merged)
		page_say(page, "p", NULL, WORD_SOURCE_MERGED,
			 REPORT_ARGS(ARG_NUMBER(page->report->sites.count)));
	for (i = 0; i < page->report->sites.count; i++) {
		const struct report_site *site = report_site(page->report, i);

		if (page->several) {
			fputs("<h3>", page->out);
			html_foreign(page->out, site->name);
			fputs("</h3>\n", page->out);
		}
		site_sources(page, site);
	}
}
