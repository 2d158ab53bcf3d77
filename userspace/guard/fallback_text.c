// SPDX-License-Identifier: GPL-2.0
/*
 * The fallback as nft reads it: three tables of the same shape, which differ in
 * where they look. What is said about whom comes ready from fallback_class.c.
 *
 *   prerouting: address -> class_N: by device, and VLAN where tags are seen
 */
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "base/array.h"
#include "guard/fallback_parts.h"

#define TAGGED "{ 8021q, 8021ad }"

/*
 * ARP passes by inet: without a table of its own, a device could still claim
 * the addresses of others. Before conntrack and raw (-300), and what bridges
 * do to frames.
 */
static const struct family {
	const char *name;
	const char *hook;
	bool tags; /* they are still on the frame */
} families[] = {
	{ "inet", "prerouting", false },
	{ "arp", "input", false },
	{ "bridge", "prerouting", true },
};

static const char *verdict(uint8_t effect)
{
	switch (effect) {
	case GUARD_EFFECT_LISTED:
		return "counter drop";
	case GUARD_EFFECT_EXEMPT:
		return "accept";
	default:
		return "return";
	}
}

static void put_mac(FILE *out, uint64_t mac)
{
	static const char digits[] = "0123456789abcdef";
	char text[18];
	size_t i;

	for (i = 0; i < 6; i++) {
		uint8_t octet = mac >> (40 - 8 * i);

		text[3 * i] = digits[octet >> 4];
		text[3 * i + 1] = digits[octet & 15];
		text[3 * i + 2] = ':';
	}
	fwrite(text, 1, 17, out);
}

static void put_ranges(FILE *out, const char *name,
		       const struct fallback_ranges *ranges)
{
	const struct fallback_range *range;
	size_t i;

	if (!ranges->count)
		return;
	fprintf(out, "define %s = {\n", name);
	for (i = 0; i < ranges->count; i++) {
		range = &ranges->items[i];
		fputc('\t', out);
		put_mac(out, range->first);
		if (range->last != range->first) {
			fputc('-', out);
			put_mac(out, range->last);
		}
		fprintf(out, " : jump class_%" PRIu32 ",\n", range->class);
	}
	fputs("}\n\n", out);
}

static void put_map(FILE *out, const char *name,
		    const struct fallback_ranges *ranges, bool interval)
{
	if (!ranges->count)
		return;
	fprintf(out, "\tmap %s {\n\t\ttype ether_addr : verdict\n", name);
	if (interval)
		fputs("\t\tflags interval\n", out);
	fprintf(out, "\t\telements = $%s\n\t}\n", name);
}

/* A name that nft cannot say is cut where that begins, and fits more. */
static bool odd(const char *name)
{
	return strpbrk(name, "\"\\*");
}

static void put_beginning(FILE *out, const char *name)
{
	int len = strcspn(name, "\"\\*");

	if (len)
		fprintf(out, "iifname \"%.*s*\" ", len, name);
}

/* What frames with this tag, or without one (0), get by that device. */
static uint8_t effect_at(const struct fallback *f,
			 const struct fallback_class *class,
			 const struct fallback_spot *spot)
{
	int vlan = spot->vlan == FALLBACK_TAGS ? 0 : spot->vlan;

	if (spot->shared)
		return class->worst;
	return class->zone[fallback_zone(f, spot->interface, vlan)];
}

/* Do the tags of its frames make a difference? */
static bool differs(const struct fallback *f,
		    const struct fallback_class *class,
		    const struct fallback_spot *spot)
{
	const struct site *site = f->in->site;
	uint8_t own = class->zone[site->interfaces[spot->interface].zone];
	size_t zone;

	if (spot->shared || spot->vlan != FALLBACK_TAGS)
		return false;
	for (zone = 0; zone < site->zone_count; zone++)
		if (site->zones[zone].interface == spot->interface &&
		    class->zone[zone] != own)
			return true;
	return false;
}

/* All devices that get the same, in one rule; odd ones each in their own. */
static void put_alike(FILE *out, const struct fallback *f,
		      const struct fallback_class *class, uint8_t effect,
		      bool tags)
{
	const struct fallback_spot *spot;
	size_t i, named = 0;

	for (i = 0; i < f->spot_count; i++) {
		spot = &f->spots[i];
		if (odd(spot->name) || (tags && differs(f, class, spot)) ||
		    effect_at(f, class, spot) != effect)
			continue;
		fputs(named++ ? ", " : "\t\tiifname { ", out);
		fprintf(out, "\"%s\"", spot->name);
	}
	if (named)
		fprintf(out, " } %s\n", verdict(effect));
	for (i = 0; i < f->spot_count; i++) {
		spot = &f->spots[i];
		if (!odd(spot->name) || effect != GUARD_EFFECT_LISTED ||
		    class->worst != effect)
			continue;
		fputs("\t\t", out);
		put_beginning(out, spot->name);
		fprintf(out, "%s\n", verdict(effect));
	}
}

static void put_vlans(FILE *out, const uint8_t *vlans)
{
	unsigned int vlan, first;
	const char *comma = "";

	fputs("{ ", out);
	for (vlan = 0; vlan < LC_VLANS; vlan++) {
		if (!(vlans[vlan / 8] >> (vlan % 8) & 1))
			continue;
		first = vlan;
		while (vlan + 1 < LC_VLANS &&
		       vlans[(vlan + 1) / 8] >> ((vlan + 1) % 8) & 1)
			vlan++;
		fprintf(out, "%s%u", comma, first);
		if (vlan != first)
			fprintf(out, "-%u", vlan);
		comma = ", ";
	}
	fputs(" }", out);
}

/* The zones that are some VLANs of it, then the one that is the rest. */
static void put_by_tag(FILE *out, const struct fallback *f,
		       const struct fallback_class *class,
		       const struct fallback_spot *spot)
{
	const struct site *site = f->in->site;
	const struct guard_place *place;
	size_t i;

	for (i = 0; i < f->places->count; i++) {
		place = &f->places->items[i];
		if (site->zones[place->zone].interface != spot->interface ||
		    !site->zones[place->zone].entry)
			continue;
		fprintf(out,
			"\t\tiifname \"%s\" ether type " TAGGED " @ll,116,12 ",
			spot->name);
		put_vlans(out, place->vlans);
		fprintf(out, " %s\n", verdict(class->zone[place->zone]));
		if (place->vlans[0] & 1)
			fprintf(out,
				"\t\tiifname \"%s\" ether type != " TAGGED
				" %s\n",
				spot->name, verdict(class->zone[place->zone]));
	}
	fprintf(out, "\t\tiifname \"%s\" %s\n", spot->name,
		verdict(class->zone[site->interfaces[spot->interface].zone]));
}

/* Devices that were not there when this was written. */
static void put_unknown(FILE *out, const struct fallback *f,
			const struct fallback_class *class)
{
	const struct policy *policy = f->in->policy;
	struct fallback_pattern pattern;
	size_t i;

	if (class->worst == GUARD_EFFECT_LISTED)
		fprintf(out, "\t\tmeta iifkind \"vlan\" %s\n",
			verdict(class->worst));
	if (class->elsewhere == GUARD_EFFECT_NONE)
		return;
	for (i = 0; i < policy->interface_count; i++) {
		if (!fallback_pattern(&policy->interfaces[i], &pattern))
			continue;
		/* one that is here was dealt with */
		if (!pattern.begins &&
		    site_interface(f->in->site, pattern.text) >= 0)
			continue;
		fputs("\t\t", out);
		if (pattern.begins)
			put_beginning(out, pattern.text);
		else
			fprintf(out, "iifname \"%s\" ", pattern.text);
		fprintf(out, "%s\n", verdict(class->elsewhere));
	}
}

static void put_class(FILE *out, const struct fallback *f,
		      const struct fallback_class *class, bool tags)
{
	static const uint8_t effects[] = {
		GUARD_EFFECT_LISTED,
		GUARD_EFFECT_EXEMPT,
		GUARD_EFFECT_NONE,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(effects); i++)
		put_alike(out, f, class, effects[i], tags);
	for (i = 0; tags && i < f->spot_count; i++)
		if (differs(f, class, &f->spots[i]) && !odd(f->spots[i].name))
			put_by_tag(out, f, class, &f->spots[i]);
	put_unknown(out, f, class);
}

/* Most exact first, then as the programs do: without the local bit. */
static void put_lookups(FILE *out, const struct fallback *f)
{
	size_t i;

	for (i = 0; i < f->past_count; i++)
		fprintf(out, "%s\"%s\"", i ? ", " : "\t\tiifname { ",
			f->past[i]);
	if (f->past_count)
		fputs(" } accept\n", out);
	if (f->macs.count)
		fputs("\t\tether saddr vmap @macs\n", out);
	if (f->prefixes.count)
		fputs("\t\tether saddr vmap @prefixes\n"
		      "\t\tether saddr & 02:00:00:00:00:00 == 02:00:00:00:00:00 ether saddr & fd:ff:ff:ff:ff:ff vmap @prefixes\n",
		      out);
}

static void put_table(FILE *out, const struct fallback *f,
		      const struct family *family)
{
	size_t i;

	/* made, so that it can be deleted, so that it is new */
	fprintf(out,
		"table %s " FALLBACK_TABLE " {}\n"
		"delete table %s " FALLBACK_TABLE "\n"
		"table %s " FALLBACK_TABLE " {\n",
		family->name, family->name, family->name);
	for (i = 0; i < f->class_count; i++) {
		fprintf(out, "\tchain class_%zu {\n", i + 1);
		put_class(out, f, &f->classes[i], family->tags);
		fputs("\t}\n", out);
	}
	put_map(out, "prefixes", &f->prefixes, true);
	put_map(out, "macs", &f->macs, false);
	fprintf(out,
		"\tchain %s {\n"
		"\t\ttype filter hook %s priority -400; policy accept;\n",
		family->hook, family->hook);
	put_lookups(out, f);
	fputs("\t}\n}\n", out);
}

void fallback_print(FILE *out, const struct fallback *f)
{
	size_t i;

	fprintf(out,
		FALLBACK_FIRST_LINE
		"# What listed devices send is dropped by these tables from early in the boot\n"
		"# until the policy is in force: lenscap.service loads this file, lenscap apply\n"
		"# takes the tables away. If the policy cannot be put in force, they stay. By hand:\n"
		"#     nft -f THIS_FILE\n",
		f->in->policy->sha256);
	for (i = 0; i < ARRAY_SIZE(families); i++)
		fprintf(out, "#     nft delete table %s " FALLBACK_TABLE "\n",
			families[i].name);
	fputs("# Written anew with each policy that is saved; what is changed here is lost.\n\n",
	      out);
	put_ranges(out, "prefixes", &f->prefixes);
	put_ranges(out, "macs", &f->macs);
	for (i = 0; i < ARRAY_SIZE(families); i++)
		put_table(out, f, &families[i]);
}
