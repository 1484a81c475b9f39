package dev.slipway.builder.inbound;

import dev.slipway.runtime.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Pushes, and requests to cancel. */
@ApplicationScoped
public class CommitHandler {

    private final Intake intake;

    public CommitHandler(Intake intake) {
        this.intake = intake;
    }

    @Incoming("commits")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }
}
