/* SPDX-License-Identifier: GPL-2.0 */
/*
 * As much of the kernel as the module's reader of tables needs, in userspace.
 * Attributes are judged as the kernel does since 5.2 where it is strict.
 */
#ifndef LIB_KERNEL_H
#define LIB_KERNEL_H

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <linux/if.h>
#include <linux/netlink.h>
#include <linux/types.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;

#define __init
#define __rcu
#define __aligned(bytes) __attribute__((aligned(bytes)))
#define KBUILD_MODNAME "lenscap_guard"

#define BIT(n) (1ul << (n))
#define BIT_ULL(n) (1ull << (n))
#define BIT_WORD(n) ((n) / 64)
#define BIT_MASK(n) (1ul << ((n) % 64))
#define BITS_TO_LONGS(n) (((n) + 63ul) / 64)
#define GENMASK_ULL(high, low) ((~0ull >> (63 - (high))) & (~0ull << (low)))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define offsetofend(type, member) \
	(offsetof(type, member) + sizeof(((type *)0)->member))
/* the only ones that end in a row end in one of longs */
#define struct_size(p, member, count) \
	(sizeof(*(p)) + sizeof(unsigned long) * (count))
#define WRITE_ONCE(where, value) ((where) = (value))
#define rcu_access_pointer(p) (p)
#define cond_resched() ((void)0)

#define ERR_PTR(err) ((void *)(long)(err))
#define PTR_ERR(p) ((long)(p))
#define IS_ERR(p) ((unsigned long)(p) >= (unsigned long)-4095)

/* The log, which nobody reads here. */
static inline void kernel_say(const char *fmt, ...)
{
}

#define pr_err kernel_say
#define pr_info kernel_say

static inline u32 roundup_pow_of_two(u32 n)
{
	u32 power = 1;

	while (power < n)
		power <<= 1;
	return power;
}

static inline void __set_bit(u32 n, unsigned long *bits)
{
	bits[BIT_WORD(n)] |= BIT_MASK(n);
}

/* ---- memory, chance ------------------------------------------------------ */

#define GFP_KERNEL_ACCOUNT 0

static inline void *kvzalloc(size_t size, int flags)
{
	return calloc(1, size);
}

static inline void kvfree(void *memory)
{
	free(memory);
}

#define kvfree_rcu(memory, member) kvfree(memory)

/* The same each time, so that a failure comes again. */
static inline u64 get_random_u64(void)
{
	return 0x243f6a8885a308d3;
}

/* ---- what structs hold and the reader does not touch ----------------------- */

struct net {
	int unused;
};

struct mutex {
	int unused;
};

struct xarray {
	int unused;
};

struct delayed_work {
	int unused;
};

struct rcu_head {
	void *unused;
};

/* ---- firmware --------------------------------------------------------------- */

struct device {
	int unused;
};

struct platform_device {
	struct device dev;
};

struct firmware {
	size_t size;
	const u8 *data;
};

extern struct net init_net;

int request_firmware_direct(const struct firmware **file, const char *name,
			    struct device *dev);
struct platform_device *platform_device_register_simple(const char *name,
							int id,
							const void *resources,
							unsigned int count);

static inline void platform_device_unregister(struct platform_device *dev)
{
}

static inline void release_firmware(const struct firmware *file)
{
}

/* Only from ~0 on, without the inversion at the end. */
static inline u32 crc32_le(u32 from, const u8 *data, size_t len)
{
	return ~crc32(0, data, len);
}

/* ---- addresses and names ---------------------------------------------------- */

static inline u64 ether_addr_to_u64(const u8 *octets)
{
	u64 value = 0;
	int i;

	for (i = 0; i < 6; i++)
		value = value << 8 | octets[i];
	return value;
}

static inline bool dev_valid_name(const char *name)
{
	if (!*name || strnlen(name, IFNAMSIZ) == IFNAMSIZ ||
	    !strcmp(name, ".") || !strcmp(name, ".."))
		return false;
	for (; *name; name++)
		if (*name == '/' || *name == ':' ||
		    isspace((unsigned char)*name))
			return false;
	return true;
}

/* ---- attributes --------------------------------------------------------------- */

enum nla_kind {
	NLA_UNSPEC,
	NLA_U8,
	NLA_U16,
	NLA_U32,
	NLA_NUL_STRING,
	NLA_BINARY,
	NLA_NESTED,
	NLA_REJECT,
};

struct nla_policy {
	enum nla_kind type;
	u16 len; /* exact, but of texts the most; of nests the highest type */
	u32 min; /* of numbers, with max; not looked at where both are 0 */
	u32 max;
	const struct nla_policy *nested;
	const char *reject_message;
};

#define NLA_POLICY_EXACT_LEN(size)                \
	{                                         \
		.type = NLA_BINARY, .len = (size) \
	}
#define NLA_POLICY_MIN(kind, least)                             \
	{                                                       \
		.type = (kind), .min = (least), .max = UINT_MAX \
	}
#define NLA_POLICY_RANGE(kind, least, most)                   \
	{                                                     \
		.type = (kind), .min = (least), .max = (most) \
	}
#define NLA_POLICY_NESTED(of)                           \
	{                                               \
		.type = NLA_NESTED, .nested = (of),     \
		.len = sizeof(of) / sizeof((of)[0]) - 1 \
	}

struct netlink_ext_ack {
	const char *_msg;
};

#define NL_SET_ERR_MSG(extack, msg) ((extack)->_msg = (msg))
#define NL_SET_ERR_MSG_ATTR(extack, attr, msg) \
	((void)(attr), (extack)->_msg = (msg))
#define NL_REQ_ATTR_CHECK(extack, nest, tb, type) (!(tb)[type])

static inline int nla_type(const struct nlattr *attr)
{
	return attr->nla_type & NLA_TYPE_MASK;
}

static inline void *nla_data(const struct nlattr *attr)
{
	return (char *)attr + NLA_HDRLEN;
}

static inline int nla_len(const struct nlattr *attr)
{
	return attr->nla_len - NLA_HDRLEN;
}

static inline bool nla_ok(const struct nlattr *attr, int rem)
{
	return rem >= (int)sizeof(*attr) && attr->nla_len >= sizeof(*attr) &&
	       attr->nla_len <= rem;
}

static inline struct nlattr *nla_next(const struct nlattr *attr, int *rem)
{
	int all = NLA_ALIGN(attr->nla_len);

	*rem -= all;
	return (struct nlattr *)((char *)attr + all);
}

#define nla_for_each_attr(pos, head, len, rem)                 \
	for (pos = (const struct nlattr *)(head), rem = (len); \
	     nla_ok(pos, rem); pos = nla_next(pos, &(rem)))

static inline u8 nla_get_u8(const struct nlattr *attr)
{
	return *(u8 *)nla_data(attr);
}

static inline u16 nla_get_u16(const struct nlattr *attr)
{
	return *(u16 *)nla_data(attr);
}

static inline u32 nla_get_u32(const struct nlattr *attr)
{
	return *(u32 *)nla_data(attr);
}

static inline void nla_memcpy(void *to, const struct nlattr *attr, int size)
{
	memcpy(to, nla_data(attr), nla_len(attr) < size ? nla_len(attr) : size);
}

/* Cut where it must be; the rest of the place is 0. */
static inline void nla_strscpy(char *to, const struct nlattr *attr, size_t size)
{
	size_t len = nla_len(attr);
	const char *text = nla_data(attr);

	if (len && !text[len - 1])
		len--;
	if (len >= size)
		len = size - 1;
	memset(to, 0, size);
	memcpy(to, text, len);
}

int nla_validate(const void *head, int len, int max,
		 const struct nla_policy *policy,
		 struct netlink_ext_ack *extack);
int nla_parse_nested(struct nlattr **tb, int max, const struct nlattr *nest,
		     const struct nla_policy *policy,
		     struct netlink_ext_ack *extack);

#endif
