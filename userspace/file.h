/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A file that is replaced whole or not at all.
 * Nothing about what stands in it.
 */
#ifndef LENSCAP_FILE_H
#define LENSCAP_FILE_H

#include <stddef.h>
#include <sys/types.h>

/*
 * Write text to a new file beside path, sync it, rename it over path, sync the
 * directory. 0, or a negative errno: then path is as it was.
 */
int file_replace(const char *path, const char *text, size_t len, mode_t mode);

#endif
