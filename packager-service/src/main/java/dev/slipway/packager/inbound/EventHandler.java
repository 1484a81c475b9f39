package dev.slipway.packager.inbound;

import dev.slipway.runtime.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Artifacts to package, tested images to publish, and requests to cancel. */
@ApplicationScoped
public class EventHandler {

    private final Intake intake;

    public EventHandler(Intake intake) {
        this.intake = intake;
    }

    @Incoming("builds")
    @Blocking
    public void build(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }

    @Incoming("tests")
    @Blocking
    public void test(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }

    @Incoming("commits")
    @Blocking
    public void commit(ConsumerRecord<String, byte[]> received) {
        intake.receive(received);
    }
}
