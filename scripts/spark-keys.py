"""Prints, as JSON, which keys one release of Spark reads of its configuration: run by the Python that has that release.

`entries`: those that it has registered itself, once each class is loaded that registers any, with the former names that they are still read by.
`constants`: the other texts in its classes that look like keys, which it reads by name alone; with those that end in a dot a free part begins.
`transport`: what it reads of each of its transports, after `spark.<transport>.`.
"""

import glob
import json
import os
import re
import struct
import sys
import zipfile

import pyspark
from pyspark.java_gateway import launch_gateway

REGISTERS = b"org/apache/spark/internal/config/ConfigBuilder"
KEY = re.compile(r"^spark(\.[A-Za-z0-9_-]+)+\.?$")
TRANSPORT = "org/apache/spark/network/util/TransportConf.class"
# What these name is registered, or is a former name.
NAMES_FORMER_ONES = {"org/apache/spark/SparkConf$.class", "org/apache/spark/sql/internal/SQLConf$.class"}


def texts_of(data):
    """The texts that the code of a class refers to as such, and not as names of its members."""
    (count,) = struct.unpack_from(">H", data, 8)
    texts, strings, at, index = {}, [], 10, 1
    while index < count:
        tag = data[at]
        if tag == 1:
            (size,) = struct.unpack_from(">H", data, at + 1)
            texts[index] = data[at + 3 : at + 3 + size].decode("utf-8", "replace")
            at += 3 + size
        else:
            if tag == 8:
                strings.append(struct.unpack_from(">H", data, at + 1)[0])
            at += {7: 3, 8: 3, 16: 3, 19: 3, 20: 3, 15: 4, 5: 9, 6: 9}.get(tag, 5)
        # A long and a double take two places.
        index += 2 if tag in (5, 6) else 1
    # In a text that is put together, this stands for each part that varies.
    return [part for each in strings for part in texts[each].split("\x01")]


registering, constants, transport = [], set(), set()
for jar in glob.glob(os.path.join(pyspark.__path__[0], "jars", "spark-*.jar")):
    with zipfile.ZipFile(jar) as archive:
        for name in archive.namelist():
            if not (name.startswith("org/apache/spark/") and name.endswith(".class")):
                continue
            data = archive.read(name)
            if REGISTERS in data:
                registering.append(name[: -len(".class")].replace("/", "."))
            if b"spark." in data and name not in NAMES_FORMER_ONES:
                constants.update(filter(KEY.match, texts_of(data)))
            if name == TRANSPORT:
                transport.update(text for text in texts_of(data) if re.match(r"^io\.\w+$", text))

# What Spark prints does not belong to the answer.
answer = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
jvm = launch_gateway().jvm
loader = jvm.java.lang.Thread.currentThread().getContextClassLoader()
for name in registering:
    jvm.java.lang.Class.forName(name, True, loader)
registry = getattr(getattr(jvm.org.apache.spark.internal.config, "ConfigEntry$"), "MODULE$").knownConfigs()
entries = set(registry)
for key in registry:
    entries.update(filter(None, registry[key].alternatives().mkString(" ").split(" ")))
# Spark reads these in the place of others, too; nothing gives them but the field.
configuration = getattr(getattr(jvm.org.apache.spark, "SparkConf$"), "MODULE$")
field = configuration.getClass().getDeclaredField("allAlternatives")
field.setAccessible(True)
entries.update(field.get(configuration).keys().mkString(" ").split(" "))
json.dump(
    {
        "release": pyspark.__version__,
        "entries": sorted(entries),
        "constants": sorted(constants - entries),
        "transport": sorted(transport),
    },
    answer,
)
answer.flush()
# The JVM ends with its standard input.
os._exit(0)
