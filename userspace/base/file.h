/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A file that is replaced whole or not at all, and where it stands.
 * Nothing about what stands in it.
 */
#ifndef LENSCAP_FILE_H
#define LENSCAP_FILE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

/* "DIR/NAME". 0 or -ENAMETOOLONG. */
int file_path(char path[PATH_MAX], const char *dir, const char *name);

/* To read; NULL with errno where it cannot be. Never waits for a writer. */
FILE *file_open(const char *path);

/*
 * Write text to a new file beside path, sync it, rename it over path, sync the
 * directory. 0, or a negative errno: then path is as it was.
 */
int file_replace(const char *path, const char *text, size_t len, mode_t mode);

/*
 * The same in two steps, for what may be done only after something else: the
 * text beside path, synced; then over it. file_unstage() takes the first back.
 */
int file_stage(const char *path, const char *text, size_t len, mode_t mode);
int file_commit(const char *path);
void file_unstage(const char *path);

/*
 * Make the directory where it is not there; its name is on the disk then. *made
 * (may be NULL) says whether it was made. 0 or a negative errno.
 */
int file_make_dir(const char *path, mode_t mode, bool *made);

#endif
