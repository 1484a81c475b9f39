#!/bin/bash
# Kafka's own wrapper writes the variables KAFKA_* into server.properties and formats an empty data folder (CLUSTER_ID);
# then this process becomes the broker.
set -euo pipefail
java=(java -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp '/opt/kafka/libs/*')
said=$("${java[@]}" -Xmx128m -XX:+UseSerialGC kafka.docker.KafkaDockerWrapper setup \
  --default-configs-dir /etc/kafka/docker --mounted-configs-dir /mnt/shared/config \
  --final-configs-dir /opt/kafka/config 2>&1) || [[ $said == *'already formatted'* ]] || {
  printf '%s\n' "$said" >&2
  exit 1
}
# shellcheck disable=SC2086 # a list of options
exec "${java[@]}" ${KAFKA_HEAP_OPTS:--Xmx1g} ${KAFKA_JVM_PERFORMANCE_OPTS:-} kafka.Kafka /opt/kafka/config/server.properties
