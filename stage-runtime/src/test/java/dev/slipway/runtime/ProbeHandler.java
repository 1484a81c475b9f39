package dev.slipway.runtime;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives the way every service does. */
@ApplicationScoped
class ProbeHandler {

    private final Intake intake;

    ProbeHandler(Intake intake) {
        this.intake = intake;
    }

    @Incoming("commits")
    @Blocking
    void onCommitEvent(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }
}
