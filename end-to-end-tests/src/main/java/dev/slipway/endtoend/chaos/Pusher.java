package dev.slipway.endtoend.chaos;

import dev.slipway.endtoend.chaos.checker.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A person who pushes to one repository all the while: mostly single commits, sometimes several at once, a few bad ones. */
final class Pusher implements Runnable {

    private static final int BAD_PERCENT = 6;
    private static final int BURST_PERCENT = 12;
    private static final int LONGEST_BURST = 4;

    private final Site site;
    private final Random random;
    private final int meanPause;
    private final Journal journal;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int count;

    /** @param meanPause between two pushes of this person */
    Pusher(Site site, long seed, Duration meanPause, Journal journal) {
        this.site = site;
        this.random = new Random(seed * 31 + site.name().hashCode());
        this.meanPause = Math.toIntExact(meanPause.toMillis());
        this.journal = journal;
    }

    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        try {
            do {
                boolean burst = random.nextInt(100) < BURST_PERCENT;
                String branch =
                        random.nextBoolean() ? Site.FOLLOWED : Site.BRANCHES.get(random.nextInt(Site.BRANCHES.size()));
                int commits = burst ? 2 + random.nextInt(LONGEST_BURST - 1) : 1;
                for (int i = 0; i < commits; i++) {
                    push(branch, random.nextInt(100) >= BAD_PERCENT);
                }
            } while (!stopped.await(meanPause / 2 + random.nextInt(meanPause), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            journal.say("pushing to %s ended: %s".formatted(site.name(), e));
        }
    }

    private void push(String branch, boolean good) throws InterruptedException {
        site.checkOut(branch);
        String revision = site.commit("Change %d of %s".formatted(++count, site.name()), good);
        site.push(branch);
        journal.pushed(new Push(site.repository(), "refs/heads/" + branch, revision, good, Instant.now()));
    }
}
