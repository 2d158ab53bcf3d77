// SPDX-License-Identifier: GPL-2.0
/*
 * The module's own reader of the boot file, and its search, in userspace.
 * The kernel below it is lib_kernel.h. No fuzzer of its own.
 */
#include "lib_kernel.h"

/* the command has something else by these names */
#define guard_table_free module_table_free
#define guard_place module_place

#include "../../kmod/boot.c"
#include "../../kmod/table.c"

#include "lib_module.h"

struct net init_net;

static struct guard_net only = { .net = &init_net };
static struct firmware boot_file;
static struct platform_device device;

/* ---- the kernel's side -------------------------------------------------------- */

struct guard_net *guard_net(const struct net *net)
{
	return &only;
}

void guard_net_install(struct guard_net *gn, struct guard_table *table)
{
	gn->tables = table;
}

int request_firmware_direct(const struct firmware **file, const char *name,
			    struct device *dev)
{
	*file = &boot_file;
	return 0;
}

struct platform_device *platform_device_register_simple(const char *name,
							int id,
							const void *resources,
							unsigned int count)
{
	return &device;
}

static bool is_text(const struct nlattr *attr, unsigned int most)
{
	const char *text = nla_data(attr);
	unsigned int len = nla_len(attr);

	if (!memchr(text, '\0', len < most + 1 ? len : most + 1))
		return false;
	return len - !text[len - 1] <= most;
}

static bool is_number(const struct nlattr *attr, const struct nla_policy *p)
{
	u32 value;

	if (p->type == NLA_U8)
		value = nla_get_u8(attr);
	else if (p->type == NLA_U16)
		value = nla_get_u16(attr);
	else
		value = nla_get_u32(attr);
	return (!p->min && !p->max) || (value >= p->min && value <= p->max);
}

static int validate(const struct nlattr *attr, const struct nla_policy *p,
		    struct netlink_ext_ack *extack)
{
	bool nested = attr->nla_type & NLA_F_NESTED;
	bool nest = p->type == NLA_NESTED;
	int len = nla_len(attr);
	bool good = false;

	if (nested != nest && p->type != NLA_REJECT)
		return -EINVAL;
	switch (p->type) {
	case NLA_U8:
		good = len == 1 && is_number(attr, p);
		break;
	case NLA_U16:
		good = len == 2 && is_number(attr, p);
		break;
	case NLA_U32:
		good = len == 4 && is_number(attr, p);
		break;
	case NLA_NUL_STRING:
		good = len && is_text(attr, p->len);
		break;
	case NLA_BINARY:
		good = len == p->len;
		break;
	case NLA_NESTED:
		return len ? nla_validate(nla_data(attr), len, p->len,
					  p->nested, extack) :
			     0;
	default:
		break;
	}
	return good ? 0 : -EINVAL;
}

/* tb may be NULL; the last one of a type counts. */
static int parse(struct nlattr **tb, const void *head, int len, int max,
		 const struct nla_policy *policy,
		 struct netlink_ext_ack *extack)
{
	const struct nlattr *attr;
	int rem, type, err;

	nla_for_each_attr(attr, head, len, rem) {
		type = nla_type(attr);
		if (!type || type > max)
			return -EINVAL;
		err = validate(attr, &policy[type], extack);
		if (err)
			return err;
		if (tb)
			tb[type] = (struct nlattr *)attr;
	}
	return rem > 0 ? -EINVAL : 0;
}

int nla_validate(const void *head, int len, int max,
		 const struct nla_policy *policy,
		 struct netlink_ext_ack *extack)
{
	return parse(NULL, head, len, max, policy, extack);
}

int nla_parse_nested(struct nlattr **tb, int max, const struct nlattr *nest,
		     const struct nla_policy *policy,
		     struct netlink_ext_ack *extack)
{
	memset(tb, 0, (max + 1) * sizeof(*tb));
	if (!(nest->nla_type & NLA_F_NESTED))
		return -EINVAL;
	return parse(tb, nla_data(nest), nla_len(nest), max, policy, extack);
}

/* ---- what the fuzzer asks ------------------------------------------------------ */

enum lcg_boot module_load(const void *file, size_t len, unsigned int *proof)
{
	boot_file = (struct firmware){ .size = len, .data = file };
	guard_boot_load();
	if (only.boot == LCG_BOOT_LOADED)
		*proof = only.proof;
	return only.boot;
}

void module_unload(void)
{
	guard_table_free(only.tables);
	only.tables = NULL;
	only.proof = 0;
}

/* As the hook asks: the filter first. */
bool module_lists(const char *ifname, uint32_t ifindex, uint16_t vlan,
		  uint64_t mac)
{
	const struct module_place place = {
		.ifname = ifname,
		.ifindex = ifindex,
		.vlan = vlan,
	};

	return guard_table_may_list(only.tables, mac >> 24) &&
	       guard_table_lists(only.tables, mac, &place);
}

const uint8_t *module_id(void)
{
	return only.tables->id;
}

unsigned int module_prefixes(void)
{
	return only.tables->prefix_count;
}
