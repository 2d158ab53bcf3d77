// SPDX-License-Identifier: GPL-2.0
/*
 * Which boot this is, as the kernel names it.
 * Nothing about time.
 */
#include "base/boot_id.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int boot_id_read(char id[BOOT_ID_LEN])
{
	FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
	int err = file ? 0 : -errno;

	if (file && !fgets(id, BOOT_ID_LEN, file))
		err = -EIO;
	if (file)
		fclose(file);
	id[err ? 0 : strcspn(id, "\n")] = '\0';
	return err;
}
