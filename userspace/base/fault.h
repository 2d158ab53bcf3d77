/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One failure with its cause and remedy in words, handed up to the command.
 * Findings about input files are diag.h; nothing is printed here.
 */
#ifndef LENSCAP_FAULT_H
#define LENSCAP_FAULT_H

struct fault {
	char text[768]; /* no final newline or full stop */
};

/* Put the text into fault (may be NULL) and return err. */
__attribute__((format(printf, 3, 4))) int
fault_set(struct fault *fault, int err, const char *fmt, ...);

#endif
