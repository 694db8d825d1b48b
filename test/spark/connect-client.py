"""A client of a Connect server. Says what it found, as JSON, or how it was refused."""

import json
import sys

from pyspark.sql import SparkSession

try:
    spark = SparkSession.builder.remote(sys.argv[1]).getOrCreate()
    found = {
        "count": spark.range(1000).selectExpr("id % 7 AS rest").groupBy("rest").count().count(),
        "settings": {key: spark.conf.get(key, None) for key in sys.argv[2:]},
    }
    spark.stop()
except Exception as error:  # whatever it is, it is what is asked for
    found = {"refused": f"{type(error).__name__}: {error}"}
print(json.dumps(found))
