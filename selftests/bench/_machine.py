# SPDX-License-Identifier: GPL-2.0
"""What was measured on, as far as it matters to what a frame costs. No names of
hosts and no paths: they tell nobody else anything."""

import glob
import os
import re
import subprocess


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    except OSError:
        return ""


def processor():
    text = read("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.*)", text, re.M)
    virtual = ", in a virtual machine" if re.search(
        r"^flags\s*:.*\bhypervisor\b", text, re.M) else ""
    return (found.group(1) if found else os.uname().machine) + virtual


def mitigations():
    """Those in force, and what is vulnerable; what does not concern it is left
    out, and what stands after the first words."""
    said = []
    for path in sorted(glob.glob("/sys/devices/system/cpu/vulnerabilities/*")):
        state = read(path)
        if not state.startswith("Not affected"):
            state = state.removeprefix("Mitigation: ").split(";")
            said.append(f"{os.path.basename(path)}: "
                        + ";".join(state[:2]).strip())
    return "; ".join(said) or "none"


def jit():
    """Readable in the first network namespace only."""
    state = read("/proc/sys/net/core/bpf_jit_enable")
    harden = read("/proc/sys/net/core/bpf_jit_harden")
    return ({"0": "off", "1": "on", "2": "on, for debugging"}
            .get(state, "unknown")
            + {"": "", "0": ""}.get(harden, f", hardened ({harden})"))


def clang():
    try:
        said = subprocess.run((os.environ.get("CLANG", "clang"), "--version"),
                              check=True, stdout=subprocess.PIPE).stdout
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    found = re.search(r"version ([0-9.]+)", said.decode())
    return found.group(1) if found else "unknown"


def machine():
    """As rows of a table, in this order."""
    release = re.match(r"[0-9.]*[0-9]", os.uname().release)
    return {
        "processor": processor(),
        "processors": f"{os.cpu_count()}",
        "kernel": f"Linux {release.group() if release else 'unknown'}, "
                  f"{os.uname().machine}",
        "mitigations": mitigations(),
        "BPF JIT": jit(),
        "clang": clang(),
    }
