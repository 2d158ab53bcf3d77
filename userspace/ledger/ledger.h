/* SPDX-License-Identifier: GPL-2.0 */
/*
 * STATE/ledger: a file of lines for each month, each line chained to the one
 * before it. What a line says is ledger_record.h; here it is only read and added.
 *
 * A line is a JSON object. "seq" counts from 1, "prev_sha256" is the SHA-256 of
 * the bytes of the line before, without its newline, over the months' files;
 * the first has 64 zeros. A last line without a newline is what a crash left.
 */
#ifndef LENSCAP_LEDGER_H
#define LENSCAP_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

#define LEDGER_DIR "ledger"
#define LEDGER_CHECKPOINT "state.jsonl"
#define LEDGER_FILE_LEN 16 /* "2026-11.jsonl" */
#define LEDGER_LINE_MAX (32 << 20) /* longer ones are refused */
#define LEDGER_NONE \
	"0000000000000000000000000000000000000000000000000000000000000000"

struct ledger_head {
	uint64_t seq; /* 0: there is no record */
	int64_t time; /* seconds since the epoch */
	char sha256[65]; /* of the last line; LEDGER_NONE */
};

/*
 * The last record. Quick: a few reads. 0 also where there is no ledger, or a
 * negative errno with *head untouched.
 */
int ledger_head(const char *state_dir, struct ledger_head *head);

/*
 * The directory, opened and locked: alone for writing, which makes it where it
 * is missing. Waits some seconds for others. The descriptor or a negative errno
 * with the cause in fault: -ENOENT there is no ledger.
 */
int ledger_open(const char *state_dir, bool write, struct fault *fault);

/*
 * Only to read, and without waiting for anybody: a line that is being written is
 * a torn one then. -ENOENT: there is no ledger.
 */
int ledger_peek(const char *state_dir);

/* ---- lines ---------------------------------------------------------------- */

struct ledger_lines;

struct ledger_line {
	const char *file; /* "2026-11.jsonl" */
	unsigned int number; /* in what is read of its file, from 1 */
	uint64_t offset; /* in its file */
	const char *text; /* ends with a NUL that is not in len, no newline */
	size_t len;
	bool ended; /* by a newline; false for the last of a file alone */
};

/*
 * From a file on, and an offset in it; file NULL: from the first. 0 or a
 * negative errno; the descriptor must outlive it.
 */
int ledger_lines_open(int dir_fd, const char *file, uint64_t offset,
		      struct ledger_lines **lines);

/*
 * 1 with a line that is valid until the next call, 0 at the end, or a negative
 * errno: -EFBIG a line is too long.
 */
int ledger_lines_next(struct ledger_lines *lines, struct ledger_line *line);
void ledger_lines_close(struct ledger_lines *lines);

/*
 * Is it what a crash left of a record? No newline, or octets that the file system
 * never got. Only the last line of all may be that.
 */
bool ledger_line_torn(const struct ledger_line *line);

struct ledger_name {
	char text[LEDGER_FILE_LEN];
};

/* The file of the month, in UTC, or of so many months later or (negative) before. */
void ledger_file_name(int64_t when, int months, char file[LEDGER_FILE_LEN]);

/* The months' files in their order; how many, or a negative errno. */
int ledger_files(int dir_fd, struct ledger_name **files);

/* ---- adding --------------------------------------------------------------- */

/*
 * Put a line, which has its newline, at an offset of a file, over what a crash
 * left there, and sync it. 0, or a negative errno: then the file is as it was,
 * without what a crash left.
 */
int ledger_append(int dir_fd, const char *file, uint64_t offset,
		  const char *line, size_t len);

#endif
