/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The policy as its file says it, parsed and checked (DESIGN 4).
 * Not the devices of this machine (site.h), not the compiled tables (compile.h).
 */
#ifndef LENSCAP_POLICY_H
#define LENSCAP_POLICY_H

#include <lenscap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/diag.h"
#include "base/ports.h"

struct arena;
struct vendor_table;

enum xdp_choice {
	XDP_AUTO,
	XDP_NATIVE,
	XDP_GENERIC,
};

struct policy_interface {
	char *name; /* exactly one of name and match is set */
	char *match; /* fnmatch pattern */
	bool unlisted_drop;
	enum xdp_choice xdp;
	bool has_on_link; /* else: the prefixes the interface carries */
	struct addr_list on_link;
	struct where where;
};

struct policy_zone {
	char *name;
	char *interface;
	uint64_t vlans[LC_VLANS / 64]; /* bit per VLAN id; bit 0: untagged */
	bool unlisted_drop;
	bool has_unlisted; /* false: takes the interface's */
	bool monitor;
	struct where where;
};

struct policy_endpoint {
	char *name;
	struct addr_list prefixes;
	char *note; /* or NULL */
	struct where where;
};

/* A rule's other end, with endpoint names already replaced by prefixes. */
struct policy_peer {
	bool any;
	bool router; /* the interface's own addresses too */
	struct addr_list prefixes;
	char *text; /* as written, for people: "recorder, 192.0.2.0/24" */
	char **words; /* the parts of text */
	size_t word_count;
};

enum rule_proto {
	PROTO_ANY,
	PROTO_TCP,
	PROTO_UDP,
	PROTO_ICMP,
};

struct policy_rule {
	char *name;
	struct policy_peer peer;
	enum rule_proto proto;
	struct port_range *ports; /* none = all */
	size_t port_count;
	enum lc_rule_kind kind;
	char *note;
	struct where where;
};

struct mac_prefix {
	uint64_t mac; /* first octet in bits 47..40, low bits zero */
	unsigned int bits; /* 24, 28, 36 or 48 */
	struct where where;
};

struct policy_group {
	char *name;
	char **zones; /* named zones or interfaces; none = everywhere */
	size_t zone_count;
	char **vendors; /* slugs, or any-camera */
	struct where *vendor_where; /* beside vendors */
	size_t vendor_count;
	struct mac_prefix *prefixes; /* prefixes and macs together */
	size_t prefix_count;
	bool monitor;
	struct addr_list addresses; /* source guard */
	bool has_addresses;
	uint8_t housekeeping; /* enum lc_housekeeping */
	struct addr_list dhcp_servers;
	struct policy_rule *rules;
	size_t rule_count;
	bool default_pass;
	uint64_t rate_bits_per_second; /* 0 = no limit */
	uint64_t rate_burst_bytes;
	char *note;
	struct where where;
};

/* One entry under `tests:`; the frame words stay text, which are right. */
struct policy_test {
	char **frames;
	char **interfaces; /* where each passes; NULL in a saved policy */
	struct where *frame_where;
	char **expect; /* pass, drop or would-drop, one a frame */
	size_t count;
	struct where where;
};

/* One entry under `permits:`. Not part of the policy's identity (DESIGN 6). */
struct policy_permit {
	uint64_t *macs;
	size_t mac_count;
	struct policy_peer peer;
	enum rule_proto proto;
	struct port_range *ports; /* none = all, only with icmp and any */
	size_t port_count;
	int64_t until; /* seconds since the epoch */
	char *why;
	struct where where;
};

struct policy {
	char *path;
	char *name; /* policy: {…}; NULL where not given */
	char *revision;
	char *owner;
	char *basis;
	bool monitor;
	bool boot_pass; /* boot: {on-failure: pass} */
	bool has_boot; /* boot: is in the file */
	struct policy_interface *interfaces;
	size_t interface_count;
	struct policy_zone *zones;
	size_t zone_count;
	struct policy_endpoint *endpoints;
	size_t endpoint_count;
	struct policy_group *groups;
	size_t group_count;
	struct policy_test *tests;
	size_t test_count;
	struct policy_permit *permits;
	size_t permit_count;
	char *resolved; /* the policy with its includes, as YAML that parses again */
	size_t resolved_len;
	char sha256[65]; /* over resolved (but permits) and the vendor table */
	char base_sha256[65]; /* over the bytes of the file without its includes */
	char vendors_sha256[65];
	struct arena *arena; /* private: all that is pointed to stands here */
};

/*
 * Parse and check the file at path, with its includes. Findings go to diag;
 * on errors the return is -EINVAL and *policy is untouched (-ENOMEM likewise).
 * On 0 the caller owns *policy, which refers to file names owned by diag.
 */
int policy_load(const char *path, const struct vendor_table *vendors,
		struct diag *diag, struct policy **policy);
void policy_free(struct policy *policy);

/*
 * The same for a policy that was in force before. Its tests were run then and
 * are not again, so their frames are not even read: a boot must not fail for
 * words that a test uses.
 */
int policy_load_saved(const char *path, const struct vendor_table *vendors,
		      struct diag *diag, struct policy **policy);

/* The first `interfaces` entry that fits a device's name, NULL if none does. */
const struct policy_interface *
policy_find_interface(const struct policy *policy, const char *name);

/* NULL if there is none, or no name. */
const struct policy_group *policy_group_named(const struct policy *policy,
					      const char *name);

#endif
