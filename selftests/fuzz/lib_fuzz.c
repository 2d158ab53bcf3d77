// SPDX-License-Identifier: GPL-2.0
/*
 * What the fuzzers share: files that are only in memory, numbers out of the
 * input, the end when a property is broken. No fuzzer of its own.
 */
#define _GNU_SOURCE
#include "lib_fuzz.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"

void fuzz_broken(const char *fmt, ...)
{
	va_list args;

	fputs("broken: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	abort();
}

static void fill(int fd, const void *data, size_t len)
{
	if (ftruncate(fd, 0) || pwrite(fd, data, len, 0) != (ssize_t)len)
		fuzz_broken("cannot keep %zu bytes in memory", len);
}

const char *fuzz_file(unsigned int n, const void *data, size_t len)
{
	static char paths[FUZZ_FILES][32];
	int fd = FUZZ_FILE_BASE + n, any;

	if (!*paths[n]) {
		any = memfd_create("fuzz", MFD_CLOEXEC);
		if (any < 0 || dup2(any, fd) < 0)
			fuzz_broken("no file in memory");
		close(any);
		snprintf(paths[n], sizeof(paths[n]), "/proc/self/fd/%d", fd);
	}
	fill(fd, data, len);
	return paths[n];
}

static char dir[256];

static void remove_dir(void)
{
	rmdir(dir);
}

const char *fuzz_dir(void)
{
	const char *base = getenv("TMPDIR");

	if (*dir)
		return dir;
	snprintf(dir, sizeof(dir), "%s/lenscap-fuzz.XXXXXX",
		 base ? base : "/tmp");
	if (!mkdtemp(dir))
		fuzz_broken("no directory");
	atexit(remove_dir);
	return dir;
}

void fuzz_put(const char *path, const void *data, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		fuzz_broken("cannot make %s", path);
	fill(fd, data, len);
	close(fd);
}

uint64_t fuzz_take(struct fuzz_input *in, unsigned int bytes)
{
	uint64_t value = 0;
	unsigned int i;

	for (i = 0; i < bytes && in->size; i++) {
		value |= (uint64_t)*in->data++ << (8 * i);
		in->size--;
	}
	return value;
}

char *fuzz_text(struct fuzz_input *in, size_t len)
{
	char *text;

	if (len > in->size)
		len = in->size;
	text = strndup((const char *)in->data, len);
	if (!text)
		fuzz_broken("out of memory");
	in->data += len;
	in->size -= len;
	return text;
}

void *fuzz_exact(const void *data, size_t len)
{
	void *copy = malloc(len);

	if (!copy && len)
		fuzz_broken("out of memory");
	if (len)
		memcpy(copy, data, len);
	return copy;
}

bool fuzz_harmless(const char *text)
{
	size_t len = strlen(text);
	unsigned int size;
	uint32_t code;

	for (; len; text += size, len -= size) {
		size = utf8_decode(text, len, &code);
		if (!size || utf8_is_control(code))
			return false;
	}
	return true;
}
