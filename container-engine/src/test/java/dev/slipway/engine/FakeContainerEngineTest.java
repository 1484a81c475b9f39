package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeContainerEngineTest extends ContainerEngineContract {

    private final FakeContainerEngine fake = new FakeContainerEngine(Clock.systemUTC());

    FakeContainerEngineTest() {
        fake.missImage("no.such/image:1");
        fake.script(FakeCommand.hang(), "sh", "-c", HANG);
        fake.script(
                container -> {
                    container.out("one\n");
                    container.err("two\n");
                    container.out("three\n");
                    container.err("four\n");
                    return 3;
                },
                "sh",
                "-c",
                TALK);
        fake.script(
                container -> {
                    String line = "x".repeat(100_000);
                    container.out(line.substring(0, 16_384));
                    container.out(line.substring(16_384, 32_768));
                    container.out(line.substring(32_768) + "\n");
                    container.out("end\n");
                    return 0;
                },
                "sh",
                "-c",
                LONG_LINE);
        fake.script(
                container -> {
                    container.writeFile(
                            "/src/out/app", container.readFile("/src/main.c").orElseThrow());
                    return 0;
                },
                "sh",
                "-c",
                COMPILE);
        fake.script(
                container -> {
                    container.outOfMemory();
                    return 137;
                },
                "sh",
                "-c",
                HOG);
    }

    @Override
    protected ContainerEngine engine() {
        return fake;
    }

    @Test
    void restartedEngineLosesWhatRan() {
        ContainerHandle container = started(HANG);

        fake.restart();

        assertThat(fake.await(container, Duration.ofSeconds(10)))
                .isEqualTo(new ContainerExit.Lost(ContainerExit.Reason.ENGINE_RESTARTED));
    }

    @Test
    void callFailsOnceWhereItIsToldTo() {
        fake.failAtCall(2);

        fake.status();
        assertThatThrownBy(fake::status).isInstanceOf(ContainerEngineException.class);
        assertThat(fake.status().version()).isEqualTo("fake");
    }
}
