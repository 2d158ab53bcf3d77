/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the fuzzers share: files that are only in memory, numbers out of the
 * input, the end when a property is broken. No fuzzer of its own.
 */
#ifndef LIB_FUZZ_H
#define LIB_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FUZZ_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What libFuzzer calls: once, and with each input. The return is 0. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Say what is wrong and end, so that libFuzzer keeps the input. */
__attribute__((format(printf, 1, 2), noreturn)) void
fuzz_broken(const char *fmt, ...);

/* A property of what is tested, which no input may break. */
#define FUZZ_MUST(condition)                                         \
	do {                                                         \
		if (!(condition))                                    \
			fuzz_broken("%s:%d: %s", __FILE__, __LINE__, \
				    #condition);                     \
	} while (0)

/* Files of one run, by number; their names are always the same. */
#define FUZZ_FILES 4
#define FUZZ_FILE_BASE 100

/*
 * Give file n these bytes; the return is its path, good until the end. Others
 * in the same directory are called by the number alone, FUZZ_FILE_BASE + n.
 */
const char *fuzz_file(unsigned int n, const void *data, size_t len);

/*
 * An empty directory of this run below TMPDIR, removed at the end, when what
 * was put there is gone by then.
 */
const char *fuzz_dir(void);

/* The file DIR/NAME with these bytes. */
void fuzz_put(const char *path, const void *data, size_t len);

/* What is left of an input. */
struct fuzz_input {
	const uint8_t *data;
	size_t size;
};

/* A number of so many bytes (1 to 8), lowest first; 0s once there are none. */
uint64_t fuzz_take(struct fuzz_input *in, unsigned int bytes);

/* The next bytes up to len as a text, cut at a NUL, to be freed. */
char *fuzz_text(struct fuzz_input *in, size_t len);

/* A copy that ends where it ends, so that a read past it is seen. */
void *fuzz_exact(const void *data, size_t len);

/* UTF-8 without anything that moves a cursor. */
bool fuzz_harmless(const char *text);

#endif
