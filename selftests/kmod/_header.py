# SPDX-License-Identifier: GPL-2.0
"""The numbers of include/uapi/lenscap_guard.h, read from the header itself.

Reads #define and enum only, as that header uses them. No netlink here.
"""

import os
import re

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
PATH = os.path.join(ROOT, "include/uapi/lenscap_guard.h")

COMMENT = re.compile(r"/\*.*?\*/", re.S)
DEFINE = re.compile(r"^#define[ \t]+(\w+)[ \t]+(\S.*?)[ \t]*$", re.M)
ENUM = re.compile(r"\benum\s+(\w+)\s*\{(.*?)\}\s*;", re.S)
NUMBER = re.compile(r"(0[xX][0-9a-fA-F]+|\d+)[uUlL]*$")


class Header:
    """Its constants as .values, its enums as .enums, in their order."""

    def __init__(self, path=PATH):
        with open(path, encoding="utf-8") as file:
            text = COMMENT.sub(" ", file.read()).replace("\\\n", " ")
        self.values = {}
        self.enums = {name: self.enum(body)
                      for name, body in ENUM.findall(text)}
        for name, value in DEFINE.findall(text):
            self.values[name] = self.value(value)

    def enum(self, body):
        """The members of one enum; all go into .values as well."""
        members, last = {}, -1
        for item in filter(None, (x.strip() for x in body.split(","))):
            name, _, value = (x.strip() for x in item.partition("="))
            last = self.value(value) if value else last + 1
            members[name] = self.values[name] = last
        return members

    def value(self, text):
        """A number, a string, a list of those, or a name (or a name - 1)
        known already."""
        text = text.strip()
        if "," in text:
            return [self.value(x) for x in text.split(",")]
        if text.startswith("(") and text.endswith(")"):
            return self.value(text[1:-1])
        if text.startswith('"') and text.endswith('"'):
            return text[1:-1]
        number = NUMBER.match(text)
        if number:
            return int(number.group(1), 0)
        if text.endswith("- 1"):
            return self.value(text[:-3]) - 1
        return self.values[text]

    def __getattr__(self, name):
        """LCG_<name>: H.MAX_ZONES."""
        try:
            return self.values["LCG_" + name]
        except KeyError:
            raise AttributeError(name) from None

    def words(self, enum, prefix):
        """Value to name as people read it: {0: "program", 1: "tag"}."""
        return {value: name[len(prefix):].lower()
                for name, value in self.enums[enum].items()}


H = Header()
