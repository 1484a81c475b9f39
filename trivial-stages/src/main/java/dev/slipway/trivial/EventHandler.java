package dev.slipway.trivial;

import dev.slipway.runtime.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives as every service does. */
@ApplicationScoped
public class EventHandler {

    private final Intake intake;

    public EventHandler(Intake intake) {
        this.intake = intake;
    }

    @Incoming("in")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }
}
