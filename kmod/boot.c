// SPDX-License-Identifier: GPL-2.0
/*
 * Reads the boot file. A wrong one is refused whole: nothing is listed then,
 * for what cannot be trusted must not decide over anybody's frames.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/crc32.h>
#include <linux/firmware.h>
#include <linux/platform_device.h>
#include <net/netlink.h>

#include "boot.h"
#include "lenscap_guard.h"
#include "net.h"
#include "table.h"

/* NULL, or what is wrong with the file around the attributes. */
static const char *__init guard_boot_flaw(const struct firmware *file)
{
	const struct lcg_file *head = (const void *)file->data;
	const size_t summed = offsetofend(struct lcg_file, crc32);

	if (file->size < sizeof(*head))
		return "shorter than its header";
	if (head->magic != LCG_FILE_MAGIC)
		return "no boot file of lenscap, or of the other byte order";
	if (head->version != LCG_FILE_VERSION)
		return "of another version";
	if (head->length != file->size - sizeof(*head))
		return "not as long as it says";
	if (head->crc32 !=
	    ~crc32_le(~0, file->data + summed, file->size - summed))
		return "damaged: its checksum differs";
	if (head->proof > LCG_PROOF_MAX)
		return "of an unknown proof";
	return NULL;
}

static int __init guard_boot_use(struct guard_net *gn,
				 const struct firmware *file)
{
	const struct lcg_file *head = (const void *)file->data;
	const void *attrs = file->data + sizeof(*head);
	const char *flaw = guard_boot_flaw(file);
	struct netlink_ext_ack extack = {};
	struct guard_table *table;
	int err;

	if (flaw) {
		pr_err("%s is %s\n", LCG_FILE, flaw);
		return -EINVAL;
	}
	err = nla_validate(attrs, head->length, LCG_A_TABLE_MAX,
			   guard_table_policy, &extack);
	if (err)
		goto refused;
	table = guard_table_build(attrs, head->length, &extack);
	if (IS_ERR(table)) {
		err = PTR_ERR(table);
		goto refused;
	}
	pr_info("%u prefixes from %s\n", table->prefix_count, LCG_FILE);
	WRITE_ONCE(gn->proof, head->proof);
	guard_net_install(gn, table);
	return 0;
refused:
	pr_err("%s is refused: %s (%d)\n", LCG_FILE,
	       extack._msg ?: "an attribute is not as it should be", err);
	return err;
}

/* No file is no fault; one that cannot be read is. */
static enum lcg_boot __init guard_boot_try(struct guard_net *gn,
					   struct device *dev)
{
	const struct firmware *file;
	int err;

	/* never ask userspace, which would hold up the load for a minute */
	err = request_firmware_direct(&file, LCG_FILE, dev);
	if (err == -ENOENT)
		return LCG_BOOT_NONE;
	if (err) {
		pr_err("%s cannot be read: %d\n", LCG_FILE, err);
		return LCG_BOOT_REFUSED;
	}
	err = guard_boot_use(gn, file);
	release_firmware(file);
	return err ? LCG_BOOT_REFUSED : LCG_BOOT_LOADED;
}

void __init guard_boot_load(void)
{
	struct guard_net *gn = guard_net(&init_net);
	struct platform_device *dev;

	/* asking needs a device to ask for; there is none but this */
	dev = platform_device_register_simple(KBUILD_MODNAME, -1, NULL, 0);
	if (IS_ERR(dev)) {
		pr_err("%s cannot be asked for: %pe\n", LCG_FILE, dev);
		gn->boot = LCG_BOOT_REFUSED;
		return;
	}
	gn->boot = guard_boot_try(gn, &dev->dev);
	platform_device_unregister(dev);
}
