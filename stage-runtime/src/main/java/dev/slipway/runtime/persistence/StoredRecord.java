package dev.slipway.runtime.persistence;

import dev.slipway.events.Decoded;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventCodec;
import dev.slipway.events.PipelineEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** A Kafka record as it is kept in a table: header values are UTF-8 text, as CloudEvents has them. */
public record StoredRecord(String topic, String key, Map<String, String> headers, byte[] payload) {

    public static StoredRecord of(ConsumerRecord<String, byte[]> received) {
        return new StoredRecord(
                received.topic(),
                received.key() == null ? "" : received.key(),
                headers(received.headers()),
                received.value() == null ? new byte[0] : received.value());
    }

    public static StoredRecord of(ProducerRecord<String, byte[]> outgoing) {
        return new StoredRecord(outgoing.topic(), outgoing.key(), headers(outgoing.headers()), outgoing.value());
    }

    /** The envelope in it. Only for records that were decoded before they were stored. */
    public Envelope<? extends PipelineEvent> envelope() {
        ConsumerRecord<String, byte[]> again = new ConsumerRecord<>(topic, 0, 0, key, payload);
        headers.forEach((name, value) -> again.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return switch (EventCodec.decode(again)) {
            case Decoded.Known known -> known.envelope();
            case Decoded other -> throw new IllegalStateException("a stored event cannot be read any more: " + other);
        };
    }

    private static Map<String, String> headers(Iterable<Header> headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Header header : headers) {
            texts.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
