/* SPDX-License-Identifier: GPL-2.0 */
/*
 * An explanation for programs: the object explain/1.
 */
#ifndef LENSCAP_EXPLAIN_JSON_H
#define LENSCAP_EXPLAIN_JSON_H

#include <jansson.h>

#include "replay/explain.h"

/* NULL when out of memory; the caller owns it. */
json_t *explain_json(const struct explain_policy *policy,
		     const struct explanation *x);

#endif
