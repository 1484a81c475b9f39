package dev.slipway.runtime;

import dev.slipway.events.StageName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** How many runs of each stage this process works on at a time. */
@ApplicationScoped
public class Places {

    private final int perStage;
    private final Map<StageName, Semaphore> free = new ConcurrentHashMap<>();

    public Places(StageRuntimeConfig config) {
        this.perStage = config.concurrency();
    }

    /** Waits until a place is free and takes it. */
    void take(StageName stage) throws InterruptedException {
        of(stage).acquire();
    }

    void giveBack(StageName stage) {
        of(stage).release();
    }

    /** Whether every place works on a run; a loop that looks for its next run holds a place too. */
    boolean allBusy(StageName stage) {
        return of(stage).availablePermits() == 0;
    }

    private Semaphore of(StageName stage) {
        return free.computeIfAbsent(stage, any -> new Semaphore(perStage));
    }
}
