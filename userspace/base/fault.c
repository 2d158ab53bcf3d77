// SPDX-License-Identifier: GPL-2.0
/*
 * One failure with its cause and remedy in words.
 * Nothing is printed here.
 */
#include "base/fault.h"

#include <stdarg.h>
#include <stdio.h>

int fault_set(struct fault *fault, int err, const char *fmt, ...)
{
	va_list args;

	if (!fault)
		return err;
	va_start(args, fmt);
	vsnprintf(fault->text, sizeof(fault->text), fmt, args);
	va_end(args);
	return err;
}
