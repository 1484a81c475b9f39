package dev.slipway.engine;

import java.util.concurrent.CountDownLatch;

/** What a container of {@link FakeContainerEngine} does when it is started. Runs on its own thread. */
@FunctionalInterface
public interface FakeCommand {

    /**
     * @return the exit code
     * @throws InterruptedException when the container was stopped or killed meanwhile: just let it through
     */
    int run(FakeContainer container) throws InterruptedException;

    /** Says nothing and exits. */
    static FakeCommand exit(int code) {
        return container -> code;
    }

    /** Runs until it is stopped or killed. */
    static FakeCommand hang() {
        return container -> {
            new CountDownLatch(1).await();
            return 0;
        };
    }
}
