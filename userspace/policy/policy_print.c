// SPDX-License-Identifier: GPL-2.0
/*
 * A policy as YAML again: whole, in one form for all who mean the same, and
 * its identity. What is printed reads back to the same policy.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mac.h"
#include "base/rfc3339.h"
#include "base/sha256.h"
#include "policy/policy_read.h"
#include "policy/vendor.h"

#define LINE_WIDTH 76

/* A list in brackets, broken into lines. */
struct flow {
	FILE *out;
	int indent;
	int column;
	bool any;
};

static void print_quoted(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fprintf(out, "\\%c", *text);
		else if (*text == '\n')
			fputs("\\n", out);
		else if (*text == '\t')
			fputs("\\t", out);
		else
			fputc(*text, out);
	}
	fputc('"', out);
}

/* True for what no reader of YAML takes for anything but a text. */
static bool is_plain(const char *text)
{
	static const char *const other[] = { "null", "true", "false",
					     "yes",  "no",   "on",
					     "off",  "y",    "n" };
	size_t i;

	if (*text < 'a' || *text > 'z' ||
	    text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		return false;
	for (i = 0; i < ARRAY_SIZE(other); i++) {
		if (!strcmp(text, other[i]))
			return false;
	}
	return true;
}

static void print_word(FILE *out, const char *text)
{
	if (is_plain(text))
		fputs(text, out);
	else
		print_quoted(out, text);
}

static void print_pair(FILE *out, const char *before, const char *text)
{
	if (!text)
		return;
	fputs(before, out);
	print_word(out, text);
	fputc('\n', out);
}

/* before: what stands before the bracket, with the line's indentation. */
static struct flow flow_open(FILE *out, const char *before)
{
	struct flow flow = { .out = out };

	flow.indent = strspn(before, " -") + 2;
	flow.column = fprintf(out, "%s[", before);
	return flow;
}

static void flow_text(struct flow *flow, const char *text)
{
	int width = strlen(text) + 4;

	if (flow->any)
		fputc(',', flow->out);
	if (flow->any && flow->column + width > LINE_WIDTH) {
		fprintf(flow->out, "\n%*s", flow->indent, "");
		flow->column = flow->indent;
	} else if (flow->any) {
		fputc(' ', flow->out);
	}
	print_word(flow->out, text);
	flow->column += width;
	flow->any = true;
}

static void flow_close(struct flow *flow)
{
	fputs("]\n", flow->out);
}

static void print_addresses(FILE *out, const char *before,
			    const struct addr_list *list)
{
	struct flow flow = flow_open(out, before);
	char text[ADDR_TEXT_LEN];
	size_t i;

	for (i = 0; i < list->count; i++) {
		addr_prefix_format(&list->items[i], text);
		flow_text(&flow, text);
	}
	flow_close(&flow);
}

static void print_texts(FILE *out, const char *before, char *const *texts,
			size_t count)
{
	struct flow flow;
	size_t i;

	if (!count)
		return;
	flow = flow_open(out, before);
	for (i = 0; i < count; i++)
		flow_text(&flow, texts[i]);
	flow_close(&flow);
}

static void print_ports(FILE *out, const char *before,
			const struct port_range *ports, size_t count)
{
	char text[PORT_TEXT_LEN];
	struct flow flow;
	size_t i;

	if (!count)
		return;
	flow = flow_open(out, before);
	for (i = 0; i < count; i++) {
		port_range_format(&ports[i], text);
		flow_text(&flow, text);
	}
	flow_close(&flow);
}

static void print_interface(FILE *out, const struct policy_interface *entry)
{
	static const char *const xdp[] = {
		[XDP_AUTO] = "auto",
		[XDP_NATIVE] = "native",
		[XDP_GENERIC] = "generic",
	};

	if (entry->name)
		print_pair(out, "  - name: ", entry->name);
	else
		print_pair(out, "  - match: ", entry->match);
	fprintf(out, "    unlisted: %s\n    xdp: %s\n",
		entry->unlisted_drop ? "drop" : "pass", xdp[entry->xdp]);
	if (entry->has_on_link)
		print_addresses(out, "    on-link: ", &entry->on_link);
}

static bool has_vlan(const struct policy_zone *zone, unsigned int vlan)
{
	return zone->vlans[vlan / 64] >> (vlan % 64) & 1;
}

static void print_vlans(FILE *out, const struct policy_zone *zone)
{
	struct flow flow = flow_open(out, "    vlans: ");
	unsigned int low, high;
	char text[16];

	if (has_vlan(zone, 0))
		flow_text(&flow, "untagged");
	for (low = 1; low < LC_VLANS; low = high + 1) {
		high = low;
		if (!has_vlan(zone, low))
			continue;
		while (high + 1 < LC_VLANS && has_vlan(zone, high + 1))
			high++;
		if (low == high)
			snprintf(text, sizeof(text), "%u", low);
		else
			snprintf(text, sizeof(text), "%u-%u", low, high);
		flow_text(&flow, text);
	}
	flow_close(&flow);
}

static void print_zone(FILE *out, const struct policy_zone *zone)
{
	print_pair(out, "  - name: ", zone->name);
	print_pair(out, "    interface: ", zone->interface);
	print_vlans(out, zone);
	if (zone->has_unlisted)
		print_pair(out, "    unlisted: ",
			   zone->unlisted_drop ? "drop" : "pass");
	if (zone->monitor)
		fputs("    mode: monitor\n", out);
}

static void print_endpoint(FILE *out, const struct policy_endpoint *endpoint)
{
	fputs("  ", out);
	print_word(out, endpoint->name);
	fputs(":\n", out);
	print_addresses(out, "    prefixes: ", &endpoint->prefixes);
	print_pair(out, "    note: ", endpoint->note);
}

static void print_rule(FILE *out, const struct policy_rule *rule)
{
	static const char *const initiators[] = {
		[LC_RULE_DROP] = NULL,
		[LC_RULE_EITHER] = "either",
		[LC_RULE_PEER] = "peer",
		[LC_RULE_DEVICE] = "device",
	};

	_Static_assert(sizeof(initiators) / sizeof(*initiators) ==
			       LC_RULE_KIND_MAX,
		       "a kind of rule has no word");
	print_pair(out, "      - name: ", rule->name);
	print_texts(out, "        peer: ", rule->peer.words,
		    rule->peer.word_count);
	print_pair(out, "        proto: ", policy_proto_names[rule->proto]);
	print_ports(out, "        ports: ", rule->ports, rule->port_count);
	if (rule->kind == LC_RULE_DROP)
		fputs("        action: drop\n", out);
	print_pair(out, "        initiated-by: ", initiators[rule->kind]);
	print_pair(out, "        note: ", rule->note);
}

/* macs: those of 48 bits, else the shorter ones. */
static void print_prefixes(FILE *out, const char *before,
			   const struct policy_group *group, bool macs)
{
	char text[MAC_PREFIX_TEXT_LEN];
	struct flow flow;
	bool any = false;
	size_t i;

	for (i = 0; i < group->prefix_count; i++) {
		const struct mac_prefix *prefix = &group->prefixes[i];
		bool is_mac = prefix->bits == MAC_BITS;

		if (is_mac != macs)
			continue;
		if (!any)
			flow = flow_open(out, before);
		any = true;
		if (macs)
			mac_format(prefix->mac, text);
		else
			mac_prefix_format(prefix->mac, prefix->bits, text);
		flow_text(&flow, text);
	}
	if (any)
		flow_close(&flow);
}

static void print_housekeeping(FILE *out, const struct policy_group *group)
{
	struct flow flow = flow_open(out, "    housekeeping: ");
	size_t i;

	for (i = 0; i < POLICY_HOUSEKEEPING; i++) {
		if (group->housekeeping & 1 << i)
			flow_text(&flow, policy_housekeeping_names[i]);
	}
	if (!group->housekeeping)
		flow_text(&flow, "none");
	flow_close(&flow);
}

static void print_group(FILE *out, const struct policy_group *group)
{
	size_t i;

	print_pair(out, "  - name: ", group->name);
	print_texts(out, "    zones: ", group->zones, group->zone_count);
	print_texts(out, "    vendors: ", group->vendors, group->vendor_count);
	print_prefixes(out, "    prefixes: ", group, false);
	print_prefixes(out, "    macs: ", group, true);
	if (group->monitor)
		fputs("    mode: monitor\n", out);
	if (group->has_addresses)
		print_addresses(out, "    addresses: ", &group->addresses);
	print_housekeeping(out, group);
	if (group->dhcp_servers.count)
		print_addresses(out,
				"    dhcp-servers: ", &group->dhcp_servers);
	if (group->rule_count)
		fputs("    rules:\n", out);
	for (i = 0; i < group->rule_count; i++)
		print_rule(out, &group->rules[i]);
	print_pair(out, "    default: ", group->default_pass ? "pass" : "drop");
	if (group->rate_bits_per_second)
		fprintf(out, "    rate: {per-device: %llubit, burst: %llub}\n",
			(unsigned long long)group->rate_bits_per_second,
			(unsigned long long)group->rate_burst_bytes);
	print_pair(out, "    note: ", group->note);
}

static void print_test(FILE *out, const struct policy_test *test)
{
	size_t i;

	fputs("  - frames:\n", out);
	for (i = 0; i < test->count; i++)
		print_pair(out, "      - ", test->frames[i]);
	print_texts(out, "    expect: ", test->expect, test->count);
}

static void print_permit(FILE *out, const struct policy_permit *permit)
{
	struct flow flow = flow_open(out, "  - macs: ");
	char text[MAC_TEXT_LEN], until[RFC3339_LEN];
	size_t i;

	for (i = 0; i < permit->mac_count; i++) {
		mac_format(permit->macs[i], text);
		flow_text(&flow, text);
	}
	flow_close(&flow);
	print_texts(out, "    peer: ", permit->peer.words,
		    permit->peer.word_count);
	print_pair(out, "    proto: ", policy_proto_names[permit->proto]);
	print_ports(out, "    ports: ", permit->ports, permit->port_count);
	rfc3339_format(permit->until, until);
	print_pair(out, "    until: ", until);
	print_pair(out, "    why: ", permit->why);
}

static void print_label(FILE *out, const struct policy *policy)
{
	if (!policy->name && !policy->revision && !policy->owner &&
	    !policy->basis)
		return;
	fputs("policy:\n", out);
	print_pair(out, "  name: ", policy->name);
	print_pair(out, "  revision: ", policy->revision);
	print_pair(out, "  owner: ", policy->owner);
	print_pair(out, "  basis: ", policy->basis);
}

static void print_body(FILE *out, const struct policy *policy)
{
	size_t i;

	fputs("version: 1\n", out);
	print_label(out, policy);
	fprintf(out, "mode: %s\n", policy->monitor ? "monitor" : "enforce");
	if (policy->has_boot)
		fprintf(out, "boot: {on-failure: %s}\n",
			policy->boot_pass ? "pass" : "drop");
	fputs("interfaces:\n", out);
	for (i = 0; i < policy->interface_count; i++)
		print_interface(out, &policy->interfaces[i]);
	fputs(policy->zone_count ? "zones:\n" : "", out);
	for (i = 0; i < policy->zone_count; i++)
		print_zone(out, &policy->zones[i]);
	fputs(policy->endpoint_count ? "endpoints:\n" : "", out);
	for (i = 0; i < policy->endpoint_count; i++)
		print_endpoint(out, &policy->endpoints[i]);
	fputs(policy->group_count ? "groups:\n" : "", out);
	for (i = 0; i < policy->group_count; i++)
		print_group(out, &policy->groups[i]);
	fputs(policy->test_count ? "tests:\n" : "", out);
	for (i = 0; i < policy->test_count; i++)
		print_test(out, &policy->tests[i]);
}

int policy_print(struct policy *policy, const struct vendor_table *vendors)
{
	struct sha256 *identity = sha256_new();
	char *text = NULL;
	size_t len = 0, body, i;
	FILE *out;

	if (!identity)
		return -ENOMEM;
	out = open_memstream(&text, &len);
	if (!out)
		goto failed;
	print_body(out, policy);
	if (fflush(out))
		goto failed;
	body = len;
	fputs(policy->permit_count ? "permits:\n" : "", out);
	for (i = 0; i < policy->permit_count; i++)
		print_permit(out, &policy->permits[i]);
	i = ferror(out);
	if (fclose(out) || i) {
		out = NULL;
		goto failed;
	}
	memcpy(policy->vendors_sha256, vendors->sha256,
	       sizeof(policy->vendors_sha256));
	sha256_add(identity, text, body);
	sha256_add(identity, policy->vendors_sha256, 64);
	sha256_end(identity, policy->sha256);
	policy->resolved = text;
	policy->resolved_len = len;
	return 0;
failed:
	if (out)
		fclose(out);
	free(text);
	sha256_end(identity, policy->sha256);
	return -ENOMEM;
}
