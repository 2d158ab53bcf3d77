/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Entries with fields for systemd's journal, by libsystemd.
 * What they are of stands in event.h; plain lines are log.h.
 */
#ifndef LENSCAP_JOURNAL_H
#define LENSCAP_JOURNAL_H

#include <jansson.h>
#include <stdbool.h>

#include "base/log.h"

/*
 * Each key of the object that has a value becomes a field: "LENSCAP_" before it
 * where it has no such head, in capitals. True: the journal has it; false: there
 * is none here, this build knows none, or it took nothing.
 */
bool journal_send(enum log_level level, const char *id, const char *message,
		  json_t *fields);

#endif
