package dev.slipway.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    static Stream<PipelineEvent> events() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatWasWrittenReadsBackEqual(PipelineEvent event) {
        Envelope<PipelineEvent> sent = Samples.envelope(event);

        Decoded read = EventCodec.decode(received(EventCodec.encode(sent)));

        assertThat(read).isEqualTo(new Decoded.Known(sent));
    }

    @Test
    void attributesTravelAsCloudEventsHeaders() {
        ProducerRecord<String, byte[]> sent = EventCodec.encode(Samples.envelope(new BuildQueued(Samples.RUN)));

        assertThat(sent.topic()).isEqualTo("slipway.builds");
        assertThat(header(sent, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(sent, "ce_type")).isEqualTo("dev.slipway.build.queued.v1");
        assertThat(header(sent, "ce_source")).isEqualTo("/slipway/builder");
        assertThat(header(sent, "ce_subject")).isEqualTo(Samples.RUN.id().toString());
        assertThat(header(sent, "ce_partitionkey")).isEqualTo(sent.key());
        assertThat(header(sent, "ce_traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c-");
        assertThat(header(sent, "ce_causationid")).isEqualTo("018f2c6a-0000-7000-8000-0000000000e0");
        assertThat(header(sent, "content-type")).isEqualTo("application/json");
        assertThat(new String(sent.value(), StandardCharsets.UTF_8)).startsWith("{\"pipelineRun\":{");
    }

    @Test
    void endedRunsGoToTheTopicOfTheirStage() {
        assertThat(EventType.topicOf(new Superseded(Samples.RUN, StageName.DEPLOY, 9)))
                .isEqualTo(Topic.DEPLOYMENTS);
        assertThat(EventType.topicOf(new Cancelled(Samples.RUN, StageName.TEST, "ada")))
                .isEqualTo(Topic.TESTS);
    }

    @Test
    void fieldsThatAreNotKnownAreIgnored() {
        ProducerRecord<String, byte[]> sent = EventCodec.encode(Samples.envelope(new BuildQueued(Samples.RUN)));
        String newer = new String(sent.value(), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"later\":[1,2],");

        assertThat(EventCodec.decode(received(sent, newer))).isInstanceOf(Decoded.Known.class);
    }

    @Test
    void structuredModeIsReadToo() {
        String body =
                EventCodec.json().valueToTree(new BuildQueued(Samples.RUN)).toString();
        String event = """
                {"specversion":"1.0","id":"018f2c6a-0000-7000-8000-0000000000e1","source":"/elsewhere",
                 "type":"dev.slipway.build.queued.v1","time":"2026-01-02T03:04:05Z","datacontenttype":"application/json",
                 "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","data":%s}""".formatted(body);
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("t", 0, 0, "k", event.getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));

        assertThat(EventCodec.decode(record)).isInstanceOf(Decoded.Known.class);
    }

    @Test
    void unknownTypesAndOtherMajorsAreToldApart() {
        assertThat(decodedWithType("com.example.thing.v1")).isEqualTo(new Decoded.UnknownType("com.example.thing.v1"));
        assertThat(decodedWithType("dev.slipway.later.invented.v1"))
                .isEqualTo(new Decoded.UnknownType("dev.slipway.later.invented.v1"));
        assertThat(decodedWithType("dev.slipway.build.queued.v2"))
                .isEqualTo(new Decoded.OtherMajor("dev.slipway.build.queued.v2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "17",
                "{",
                "{\"pipelineRun\":null}",
                "{\"pipelineRun\":{}}",
                "{\"pipelineRun\":\"x\"}",
                "{\"pipelineRun\":{\"id\":\"x\"}}",
                "{}"
            })
    void bodiesThatDoNotFitAreMalformed(String body) {
        ProducerRecord<String, byte[]> sent = EventCodec.encode(Samples.envelope(new BuildQueued(Samples.RUN)));

        assertThat(EventCodec.decode(received(sent, body))).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void theFirstMissingFieldIsNamed() {
        ProducerRecord<String, byte[]> sent = EventCodec.encode(Samples.envelope(new BuildQueued(Samples.RUN)));
        String body = new String(sent.value(), StandardCharsets.UTF_8).replaceFirst("\"ref\":\"[^\"]*\",", "");

        assertThat(EventCodec.decode(received(sent, body)))
                .isEqualTo(new Decoded.Malformed("field pipelineRun.ref is missing"));
    }

    @Test
    void recordsWithoutCloudEventsHeadersAreMalformed() {
        assertThat(EventCodec.decode(new ConsumerRecord<>("t", 0, 0, "k", new byte[] {1, 2, 3})))
                .isInstanceOf(Decoded.Malformed.class);
        assertThat(EventCodec.decode(new ConsumerRecord<String, byte[]>("t", 0, 0, "k", null)))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void anEventLargerThanTheLimitIsNotWritten() {
        List<String> files = Stream.generate(() -> "x".repeat(1000)).limit(70).toList();

        assertThatThrownBy(() -> EventCodec.encode(
                        Samples.envelope(new ArtifactBuilt(Samples.RUN, "c", Samples.SOURCE, Samples.SOURCE, files))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("larger than 65536");
    }

    @Test
    void aTraceKeepsItsIdOverEveryHop() {
        Envelope<BuildQueued> first = Samples.envelope(new BuildQueued(Samples.RUN));

        Envelope<BuildQueued> next = first.leadsTo(
                EventId.of("018f2c6a-0000-7000-8000-0000000000e2"), first.source(), first.time(), first.event());

        assertThat(next.trace().traceId()).isEqualTo(first.trace().traceId());
        assertThat(next.trace()).isNotEqualTo(first.trace());
        assertThat(next.cause()).isEqualTo(first.id());
    }

    private static Decoded decodedWithType(String type) {
        ProducerRecord<String, byte[]> sent = EventCodec.encode(Samples.envelope(new BuildQueued(Samples.RUN)));
        sent.headers().remove("ce_type").add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        return EventCodec.decode(received(sent));
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        return received(sent, new String(sent.value(), StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent, String body) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), body.getBytes(StandardCharsets.UTF_8));
        sent.headers().forEach(record.headers()::add);
        return record;
    }

    private static @Nullable String header(ProducerRecord<String, byte[]> sent, String name) {
        Header header = sent.headers().lastHeader(name);
        return header == null ? null : new String(Objects.requireNonNull(header.value()), StandardCharsets.UTF_8);
    }
}
