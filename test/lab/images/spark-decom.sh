#!/usr/bin/env bash
# Stands in for /opt/decom.sh of apache/spark, which executors have as their preStop: asks the executor to leave, and waits
# for its end, for a minute at most.
executor=$(pgrep -f 'java .*ExecutorBackend' | tail -1)
kill -s PWR "$executor"
timeout 60 tail --pid="$executor" -f /dev/null
