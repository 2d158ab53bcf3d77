/* SPDX-License-Identifier: GPL-2.0 */
/*
 * An explanation as people read it, within 80 columns.
 */
#ifndef LENSCAP_EXPLAIN_TEXT_H
#define LENSCAP_EXPLAIN_TEXT_H

#include "replay/explain.h"

void explain_text(const struct explain_policy *policy,
		  const struct explanation *x);

#endif
