"""Prints, as JSON, which properties the jars in some folders, and below them, read: presto-keys.py FOLDER...

By folder, and by class of configuration: what its methods are annotated with, `Config` and the former names in `LegacyConfig`.
"""

import glob
import json
import os
import re
import struct
import sys
import zipfile

ANNOTATION = re.compile(r"^L(?:com/facebook|io)/airlift/configuration/(Legacy)?Config;$")


class Reader:
    """A class file, as https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html has it."""

    def __init__(self, data):
        self.data, self.at, self.pool = data, 8, {}
        index, count = 1, self.u2()
        while index < count:
            tag = self.u1()
            if tag == 1:
                self.pool[index] = self.take(self.u2()).decode("utf-8", "replace")
            else:
                self.pool[index] = (tag, self.take({7: 2, 8: 2, 16: 2, 19: 2, 20: 2, 15: 3, 5: 8, 6: 8}.get(tag, 4)))
            # A long and a double take two places.
            index += 2 if tag in (5, 6) else 1
        self.u2()
        self.name, self.parent = self.class_name(self.u2()), self.class_name(self.u2())
        self.take(2 * self.u2())

    def take(self, size):
        self.at += size
        return self.data[self.at - size : self.at]

    def u1(self):
        return self.take(1)[0]

    def u2(self):
        return struct.unpack(">H", self.take(2))[0]

    def class_name(self, index):
        return self.pool[struct.unpack(">H", self.pool[index][1])[0]] if index else None

    def value(self):
        """The texts among the values of an element."""
        tag = chr(self.u1())
        if tag == "[":
            return [each for _ in range(self.u2()) for each in self.value()]
        if tag == "@":
            return self.annotation()[1]
        index = self.u2()
        if tag == "e":
            self.u2()
        return [self.pool[index]] if tag == "s" else []

    def annotation(self):
        kind, values = self.pool[self.u2()], []
        for _ in range(self.u2()):
            self.u2()
            values += self.value()
        return kind, values

    def members(self):
        """The keys that fields and methods are annotated with."""
        found = []
        for _ in range(2):
            for _ in range(self.u2()):
                self.take(6)
                for _ in range(self.u2()):
                    name = self.pool[self.u2()]
                    (size,) = struct.unpack(">I", self.take(4))
                    end = self.at + size
                    if name == "RuntimeVisibleAnnotations":
                        annotations = [self.annotation() for _ in range(self.u2())]
                        found += [key for kind, keys in annotations if ANNOTATION.match(kind) for key in keys if key]
                    self.at = end
        return found


def read(folder):
    keys, parents = {}, {}
    for jar in sorted(glob.glob(os.path.join(folder, "**", "*.jar"), recursive=True)):
        with zipfile.ZipFile(jar) as archive:
            for entry in archive.namelist():
                if not entry.endswith(".class") or entry.startswith("META-INF/"):
                    continue
                data = archive.read(entry)
                if b"airlift/configuration/" in data:
                    found = Reader(data)
                    parents[found.name] = found.parent
                    keys[found.name] = found.members()
    # A class reads what those read that it extends.
    every = {}
    for name in keys:
        ancestor, all_keys = name, set()
        while ancestor in keys:
            all_keys.update(keys[ancestor])
            ancestor = parents[ancestor]
        if all_keys:
            every[name.replace("/", ".")] = sorted(all_keys)
    return every


print(json.dumps({os.path.basename(folder): read(folder) for folder in sys.argv[1:]}))
