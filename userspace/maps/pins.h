/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is pinned in the pin directory: maps, programs, links, policy texts.
 * What the links do is attach.h; who may write here is lock.h.
 *
 * The pin "hot" is made last and removed first: where it stands, all maps and
 * programs stand, and where it does not, whatever else is there is left over
 * from a run that was cut short.
 */
#ifndef LENSCAP_PINS_H
#define LENSCAP_PINS_H

#include <limits.h>
#include <lenscap.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/fault.h"
#include "maps/object.h"

/* "DIR/NAME", or "DIR/NAME-N" for n >= 0. 0 or -ENAMETOOLONG. */
int pins_path(char path[PATH_MAX], const char *dir, const char *name, long n);

/*
 * Open what is pinned and check that this program understands it. 0, or with
 * the cause in fault and *obj untouched: -ENOENT nothing there, -EPROTO made
 * by another version, or another negative errno.
 */
int pins_open(const char *dir, struct object *obj, struct fault *fault);

/*
 * Open what there is of pins that are not whole, so that unload can undo what
 * they note. Nothing is checked but the shape of the maps.
 */
void pins_open_part(const char *dir, struct object *obj);

/* Pin everything of obj but links and texts; undone when it fails. */
int pins_create(const char *dir, const struct object *obj, struct fault *fault);

/*
 * Remove all pins, known links included, whole or left over. The directory
 * stays. 0 or a negative errno with the cause in fault.
 */
int pins_remove(const char *dir, struct fault *fault);

/* True when some pin of ours is in dir, whole or left over. */
bool pins_any(const char *dir);

/* Links among the pins: ifindexes of "xdp-N" and "tc-N", each once. */
struct pins_links {
	unsigned int *ifindex;
	size_t count;
};

int pins_links(const char *dir, struct pins_links *links);
void pins_links_free(struct pins_links *links);

/*
 * The control block of an object, copied. 0 or a negative errno. The namespace
 * is a foreign one where its cookie is not object_netns_cookie().
 */
int pins_control(const struct object *obj, struct lc_control *control);

/* When the counters began: the pin's time; 0 if it cannot be told. */
time_t pins_since(const char *dir);

/*
 * Write and read the resolved policy of slot n, or with LC_INFO_ASIDE of the
 * one kept aside; *text is NUL-terminated. 0 or a negative errno.
 */
int pins_write_text(const char *dir, unsigned int n, const char *text,
		    size_t len, struct fault *fault);
int pins_read_text(const char *dir, unsigned int n, size_t len, char **text);

/* The same text under another number, too. 0 or a negative errno. */
int pins_copy_text(const char *dir, unsigned int from, unsigned int to);

/*
 * Pin the programs of obj in the place of those that are there, one by one. 0
 * or a negative errno: some may be replaced already.
 */
int pins_replace_programs(const char *dir, const struct object *obj);

#endif
