/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The live screen on a terminal, by ncurses: what stands where on it, and the
 * keys. What it shows is read by top_data.h.
 */
#ifndef LENSCAP_TOP_SCREEN_H
#define LENSCAP_TOP_SCREEN_H

#include "base/fault.h"
#include "top/top_data.h"

struct top_screen;

enum top_key {
	TOP_KEY_NONE, /* no more keys wait */
	TOP_KEY_SHOW, /* the screen looks otherwise now */
	TOP_KEY_READ, /* read anew at once */
	TOP_KEY_QUIT,
};

/*
 * Take the terminal. 0 or a negative errno with the cause in fault; a build
 * without ncurses is refused in words.
 */
int top_screen_open(struct top_screen **screen, struct fault *fault);
/* Give it back as it was; harmless on NULL. */
void top_screen_close(struct top_screen *screen);

/* seconds: between readings. */
void top_screen_show(struct top_screen *screen, const struct top_data *data,
		     unsigned int seconds);

/* The terminal is of another size now. */
void top_screen_resize(struct top_screen *screen);

/* The next key that waits, acted upon. */
enum top_key top_screen_key(struct top_screen *screen);

#endif
