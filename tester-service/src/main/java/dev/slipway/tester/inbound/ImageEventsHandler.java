package dev.slipway.tester.inbound;

import dev.slipway.runtime.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives what starts a test, and what ends one early. */
@ApplicationScoped
public class ImageEventsHandler {

    private final Intake intake;

    public ImageEventsHandler(Intake intake) {
        this.intake = intake;
    }

    @Incoming("images")
    @Blocking
    public void onImageEvent(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }

    @Incoming("commits")
    @Blocking
    public void onCommitEvent(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }
}
