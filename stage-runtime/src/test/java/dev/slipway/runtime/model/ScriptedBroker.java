package dev.slipway.runtime.model;

import dev.slipway.runtime.model.Watch.Killed;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * The broker as the relay meets it: takes, refuses, or does not answer, as the sequence says. Not Kafka on purpose: no
 * real broker refuses the third record of a batch on demand. What Kafka itself does is the component test's part.
 */
final class ScriptedBroker implements Emitter<byte[]> {

    /** What comes back for one record of a batch. */
    enum Answer {
        TAKES,
        /** Never takes this record. */
        REFUSES,
        /** Has it, but the answer is lost; all that follows is lost too. */
        SILENT_KEEPS,
        /** Neither has it nor answers; all that follows is lost too. */
        SILENT,
        /** Has it and says so, but the relay dies before it can mark it. */
        RELAY_DIES
    }

    private final boolean answersAtOnce;
    private final Map<String, Set<UUID>> log = new HashMap<>();
    private final Set<UUID> acknowledged = new HashSet<>();
    private final Set<UUID> refused = new HashSet<>();
    private Answer answer = Answer.TAKES;
    private int until;
    private boolean away;

    /** @param answersAtOnce gives its word before it has the record, as with {@code waitForWriteCompletion=false} */
    ScriptedBroker(boolean answersAtOnce) {
        this.answersAtOnce = answersAtOnce;
    }

    synchronized void forget() {
        log.clear();
        acknowledged.clear();
        refused.clear();
        script(Answer.TAKES, 0);
    }

    /** Takes the next {@code records}, answers the one after them as said. */
    synchronized void script(Answer next, int records) {
        answer = next;
        until = records;
        away = false;
    }

    /** The records of a key in the order in which each of them came first. */
    Set<UUID> log(String key) {
        return log.getOrDefault(key, Set.of());
    }

    boolean acknowledged(UUID id) {
        return acknowledged.contains(id);
    }

    boolean refused(UUID id) {
        return refused.contains(id);
    }

    @Override
    public synchronized <M extends Message<? extends byte[]>> void send(M message) {
        if (answersAtOnce) {
            settled(message.ack());
        }
        OutgoingKafkaRecordMetadata<?> metadata =
                message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        UUID id = UUID.fromString(
                new String(metadata.getHeaders().lastHeader("ce_id").value(), StandardCharsets.UTF_8));
        Answer now = until-- == 0 ? answer : away ? Answer.SILENT : Answer.TAKES;
        away |= now == Answer.SILENT || now == Answer.SILENT_KEEPS;
        if (now == Answer.REFUSES) {
            refused.add(id);
        } else if (now != Answer.SILENT) {
            log.computeIfAbsent(String.valueOf(metadata.getKey()), key -> new LinkedHashSet<>())
                    .add(id);
        }
        if (now == Answer.TAKES || now == Answer.RELAY_DIES) {
            acknowledged.add(id);
        }
        settled(
                switch (now) {
                    case TAKES -> message.ack();
                    case REFUSES -> message.nack(new RecordTooLargeException("too large"));
                    case SILENT, SILENT_KEEPS -> message.nack(new TimeoutException("no answer"));
                    case RELAY_DIES -> message.nack(new Killed());
                });
    }

    private static void settled(CompletionStage<Void> done) {
        done.toCompletableFuture().join();
    }

    @Override
    public CompletionStage<Void> send(byte[] payload) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("the relay sends messages"));
    }

    @Override
    public void complete() {}

    @Override
    public void error(Exception e) {}

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public boolean hasRequests() {
        return true;
    }
}
