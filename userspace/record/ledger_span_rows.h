/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The rows of a ledger_state as counters and census have them, for a span.
 * What was added up is ledger_span.c's.
 */
#ifndef LENSCAP_LEDGER_SPAN_ROWS_H
#define LENSCAP_LEDGER_SPAN_ROWS_H

#include <jansson.h>
#include <stdint.h>

#include "census/census.h"
#include "census/counters.h"
#include "ledger/ledger_state.h"

/*
 * Those that counted anything. Strings belong to store, an array, to which is
 * added what holds them. 0 or -ENOMEM: then what is there is to be freed, too.
 */
int ledger_span_counters(const struct ledger_table *table, json_t *store,
			 struct counters *counters);
int ledger_span_devices(const struct ledger_table *table, json_t *store,
			int64_t to, struct census *census);
int ledger_span_attempts(const struct ledger_table *table, json_t *store,
			 struct census *census);

#endif
