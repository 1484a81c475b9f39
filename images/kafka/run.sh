#!/bin/bash
# Kafka's own wrapper writes the variables KAFKA_* into server.properties and formats an empty data folder (CLUSTER_ID);
# then this process becomes the broker.
set -euo pipefail
java=(java -XX:+UseSerialGC -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp '/opt/kafka/libs/*')
"${java[@]}" -Xmx128m kafka.docker.KafkaDockerWrapper setup --default-configs-dir /etc/kafka/docker \
  --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config
# shellcheck disable=SC2086 # a list of options
exec "${java[@]}" ${KAFKA_HEAP_OPTS:--Xmx512m} kafka.Kafka /opt/kafka/config/server.properties
