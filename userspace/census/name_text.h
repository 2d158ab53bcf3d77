/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A name that a device sent, as it is kept and shown (struct lc_name_seen).
 * Where in a packet names stand: dns_name.h, tls_name.h, http_name.h.
 */
#ifndef LENSCAP_NAME_TEXT_H
#define LENSCAP_NAME_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include <lenscap_event.h>

#define NAME_TEXT_OCTETS 512 /* of a name; of more, the last */

/* All zero to begin with. */
struct name_text {
	size_t len;
	char text[4 * NAME_TEXT_OCTETS];
};

/*
 * The next octets: in lower case; what is no letter, digit, '-' or '_' as \DDD.
 * A dot is one of these when it stands within a label.
 */
void name_text_label(struct name_text *name, const void *octets, size_t len);

/* The dot between two labels. */
void name_text_dot(struct name_text *name);

/* The same for a name that is written with its dots. */
void name_text_dotted(struct name_text *name, const void *octets, size_t len);

/*
 * As it is kept. Of one that is too long, the end, which says whose it is,
 * behind ".." (no name has that).
 */
void name_text_end(const struct name_text *name, char text[LC_NAME_SEEN_LEN]);

#endif
