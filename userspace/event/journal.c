// SPDX-License-Identifier: GPL-2.0
/*
 * Entries for the journal.
 * A build without libsystemd has none, and says no more about it.
 */
#define _GNU_SOURCE
#include "event/journal.h"

#if HAVE_SYSTEMD

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

/* Where it is not, libsystemd says that all went well */
#define SOCKET "/run/systemd/journal/socket"
#define HEAD "LENSCAP_"
#define FIELDS_MAX 48

struct entry {
	struct iovec fields[FIELDS_MAX];
	int count;
	bool bad;
};

__attribute__((format(printf, 2, 3))) static void add(struct entry *entry,
						      const char *fmt, ...)
{
	char *text = NULL;
	va_list args;
	int len = -1;

	va_start(args, fmt);
	if (entry->count < FIELDS_MAX)
		len = vasprintf(&text, fmt, args);
	va_end(args);
	if (len < 0) {
		entry->bad = true;
		return;
	}
	entry->fields[entry->count].iov_base = text;
	entry->fields[entry->count++].iov_len = (size_t)len;
}

static void add_field(struct entry *entry, const char *key, const json_t *value)
{
	char name[64];
	size_t i;

	snprintf(name, sizeof(name), "%s%s",
		 strncmp(key, HEAD, strlen(HEAD)) ? HEAD : "", key);
	for (i = 0; name[i]; i++)
		name[i] = (char)toupper((unsigned char)name[i]);
	if (json_is_string(value))
		add(entry, "%s=%s", name, json_string_value(value));
	else if (json_is_integer(value))
		add(entry, "%s=%" PRId64, name,
		    (int64_t)json_integer_value(value));
}

bool journal_send(enum log_level level, const char *id, const char *message,
		  json_t *fields)
{
	struct entry entry = { .count = 0 };
	bool sent;
	void *at;

	if (access(SOCKET, F_OK))
		return false;
	add(&entry, "MESSAGE=%s", message);
	add(&entry, "MESSAGE_ID=%s", id);
	add(&entry, "PRIORITY=%d", level);
	add(&entry, "SYSLOG_IDENTIFIER=lenscap");
	for (at = json_object_iter(fields); at;
	     at = json_object_iter_next(fields, at))
		add_field(&entry, json_object_iter_key(at),
			  json_object_iter_value(at));
	sent = !entry.bad && !sd_journal_sendv(entry.fields, entry.count);
	while (entry.count)
		free(entry.fields[--entry.count].iov_base);
	return sent;
}

#else

bool journal_send(enum log_level level, const char *id, const char *message,
		  json_t *fields)
{
	return false;
}

#endif
