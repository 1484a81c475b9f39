package dev.slipway.builder.outbound.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.builder.GitRepository;
import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.CheckoutResult.CheckedOut;
import dev.slipway.builder.domain.CheckoutResult.Refused;
import dev.slipway.builder.domain.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.ResetCommand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is fetched, and what is kept of it. */
@SuppressWarnings("NullAway.Init")
class MirrorTest {

    private static final String DEVELOP = "refs/heads/develop";
    private static final int COMMITS = 40;

    @TempDir
    Path folder;

    private GitRepository repository;
    private final List<String> revisions = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int targets;

    @BeforeEach
    void history() throws Exception {
        repository = new GitRepository(folder.resolve("git/app"));
        for (int i = 0; i < COMMITS; i++) {
            revisions.add(repository.with("a", String.valueOf(i)).commit("Number " + i));
        }
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void firstFetchBringsTheLatestHistoryOnly() throws Exception {
        assertThat(checkOut(DEVELOP, last(), null)).isInstanceOf(CheckedOut.class);

        assertThat(mirror().resolve("shallow")).exists();
        assertThat(target().resolve("a")).hasContent("39");
    }

    @Test
    void changesOfThePushAreListedThoughTheCopyIsNew() throws Exception {
        CheckoutResult result = checkOut(DEVELOP, last(), revisions.get(COMMITS - 4));

        assertThat(changes(result)).containsExactly("Number 39", "Number 38", "Number 37");
    }

    @Test
    void changesSinceTheLastBuildAreListedThoughHistoryIsCut() throws Exception {
        checkOut(DEVELOP, last(), null);
        String before = last();
        revisions.add(repository.with("a", "x").commit("Fix"));
        revisions.add(repository.with("a", "y").commit("Fix of the fix"));

        assertThat(changes(checkOut(DEVELOP, last(), before))).containsExactly("Fix of the fix", "Fix");
    }

    @Test
    void moreChangesThanAreShownAreCutOff() throws Exception {
        List<String> changes = changes(checkOut(DEVELOP, last(), revisions.get(2)));

        assertThat(changes).hasSize(Changes.SHOWN + 1).endsWith("…");
    }

    @Test
    void laterPushCostsItsNewObjectsOnly() throws Exception {
        repository.with("large", randomText(400_000)).commit("Large");
        checkOut(DEVELOP, repository.with("a", "x").commit("Before"), null);
        long packs = packBytes();

        checkOut(DEVELOP, repository.with("a", "y").commit("After"), null);

        assertThat(packs).isGreaterThan(200_000);
        assertThat(packBytes() - packs).isLessThan(20_000);
    }

    @Test
    void revisionBehindTheCutIsStillBuilt() throws Exception {
        assertThat(checkOut(DEVELOP, revisions.get(1), null)).isInstanceOf(CheckedOut.class);
        assertThat(target().resolve("a")).hasContent("1");
    }

    @Test
    void revisionBehindTheCutIsStillBuiltWhenTheTipIsKnown() throws Exception {
        checkOut(DEVELOP, last(), null);

        assertThat(checkOut(DEVELOP, revisions.get(1), null)).isInstanceOf(CheckedOut.class);
        assertThat(checkOut(DEVELOP, revisions.get(2), revisions.get(1))).isInstanceOf(CheckedOut.class);
    }

    @Test
    void forcedPushIsFollowedAndItsVictimIsRefused() throws Exception {
        checkOut(DEVELOP, revisions.get(COMMITS - 2), null);
        String victim = repository.with("a", "victim").commit("Victim");
        repository
                .git()
                .reset()
                .setMode(ResetCommand.ResetType.HARD)
                .setRef("HEAD~3")
                .call();
        String forced = repository.with("a", "forced").commit("Forced");

        assertThat(checkOut(DEVELOP, forced, victim)).isInstanceOf(CheckedOut.class);
        assertThat(target().resolve("a")).hasContent("forced");
        assertThat(reason(checkOut(DEVELOP, victim, null))).contains("was it replaced by a forced push?");
    }

    @Test
    void refThatWasDeletedSinceThePushIsRefused() throws Exception {
        repository.git().branchCreate().setName("gone").call();
        repository.git().branchDelete().setBranchNames("gone").setForce(true).call();

        assertThat(reason(checkOut("refs/heads/gone", last(), null)))
                .contains("has no refs/heads/gone; was it deleted since the push?");
    }

    @Test
    void branchWhoseNameBecameAFolderIsFetched() throws Exception {
        repository.git().branchCreate().setName("feature").call();
        checkOut("refs/heads/feature", last(), null);
        repository.git().branchDelete().setBranchNames("feature").setForce(true).call();
        repository.git().checkout().setCreateBranch(true).setName("feature/x").call();
        String revision = repository.with("a", "x").commit("X");

        assertThat(checkOut("refs/heads/feature/x", revision, null)).isInstanceOf(CheckedOut.class);
    }

    @Test
    void copyThatACrashDamagedIsMadeAnew() throws Exception {
        checkOut(DEVELOP, last(), null);
        for (Path pack : packs()) {
            assertThat(pack.toFile().setWritable(true)).isTrue();
            try (FileChannel file = FileChannel.open(pack, StandardOpenOption.WRITE)) {
                file.truncate(file.size() / 2);
            }
        }

        assertThat(checkOut(DEVELOP, last(), null)).isInstanceOf(CheckedOut.class);
        assertThat(target().resolve("a")).hasContent("39");
    }

    @Test
    void locksThatAKilledProcessLeftHoldUpNothing() throws Exception {
        checkOut(DEVELOP, revisions.get(COMMITS - 2), null);
        String ref = Mirrors.digest(DEVELOP);
        Files.createFile(mirror().resolve("shallow.lock"));
        Files.createFile(mirror().resolve("refs/slipway/" + ref + ".lock"));
        String next = repository.with("a", "next").commit("Next");

        assertThat(checkOut(DEVELOP, next, null)).isInstanceOf(CheckedOut.class);
    }

    @Test
    void repositoryBeyondTheSpaceOfAllCopiesIsRefusedAndNotKept() throws Exception {
        String revision = repository.with("large", randomText(3_000_000)).commit("Large");

        CheckoutResult result = checkout(Duration.ofDays(30), 1 << 20).checkOut(source(DEVELOP, revision), target());

        assertThat(reason(result)).contains("larger than 1 MiB").contains("slipway.builder.git.mirror-space");
        assertThat(FileTree.bytes(mirror())).isLessThan(100_000);
    }

    @Test
    void copiesThatNobodyUsesForLongAreRemoved() throws Exception {
        checkOut(DEVELOP, last(), null);
        try (GitRepository other = new GitRepository(folder.resolve("git/other"))) {
            String revision = other.with("a", "1").commit("First");
            now = now.plus(Duration.ofDays(29));
            Source source = new Source(other.url(), DEVELOP, revision, null);
            checkout(Duration.ofDays(30), 1L << 30).checkOut(source, target("other1"));
            assertThat(mirrors()).hasSize(2);

            now = now.plus(Duration.ofDays(2));
            checkout(Duration.ofDays(30), 1L << 30).checkOut(source, target("other2"));
        }

        assertThat(mirrors()).singleElement().asString().contains("other-");
        assertThat(checkOut(DEVELOP, last(), null)).isInstanceOf(CheckedOut.class);
    }

    @Test
    void whenCopiesTakeTooMuchTheOneNotUsedForLongestGoes() throws Exception {
        String revision = repository.with("large", randomText(700_000)).commit("Large");
        checkout(Duration.ofDays(30), 1 << 20).checkOut(source(DEVELOP, revision), target());
        try (GitRepository other = new GitRepository(folder.resolve("git/other"))) {
            String otherRevision = other.with("large", randomText(700_000)).commit("Large");
            now = now.plus(Duration.ofHours(2));
            checkout(Duration.ofDays(30), 1 << 20)
                    .checkOut(new Source(other.url(), DEVELOP, otherRevision, null), target("other1"));
            now = now.plus(Duration.ofHours(2));

            checkout(Duration.ofDays(30), 1 << 20)
                    .checkOut(new Source(other.url(), DEVELOP, otherRevision, null), target("other2"));
        }

        assertThat(mirrors()).singleElement().asString().contains("other-");
    }

    @Test
    void copyInUseIsNotRemoved() throws Exception {
        checkOut(DEVELOP, last(), null);
        Mirrors mirrors = new Mirrors(folder.resolve("mirrors"), Duration.ZERO, 0, Clock.systemUTC());

        try (Mirror used = mirrors.open(repository.url())) {
            CompletableFuture.runAsync(() -> sweep(mirrors)).get(10, TimeUnit.SECONDS);
            assertThat(used.contains(DEVELOP, last())).isTrue();
            assertThat(mirrors()).hasSize(1);
        }
    }

    @Test
    void anotherProcessWaitsForACopyInUseAndGetsItWhenItsUserDies() throws Exception {
        checkOut(DEVELOP, last(), null);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holding.class.getName(),
                        folder.resolve("mirrors").toString(),
                        repository.url())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            assertThat(other.inputReader().readLine()).isEqualTo("holding");

            assertThat(isFree(lock())).as("free for this process").isFalse();
            Future<CheckoutResult> waiting = threads.submit(() -> checkOut(DEVELOP, last(), null));
            boolean free = isFree(lock());
            other.destroyForcibly().waitFor();
            assertThat(free).isFalse();

            assertThat(waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(CheckedOut.class);
        } finally {
            other.destroyForcibly();
        }
    }

    /** Another builder process that has the copy in use until it is killed. */
    static final class Holding {

        private Holding() {}

        public static void main(String[] arguments) throws Exception {
            Mirrors mirrors = new Mirrors(Path.of(arguments[0]), Duration.ofDays(1), 1L << 30, Clock.systemUTC());
            Mirror held = mirrors.open(arguments[1]);
            System.out.println("holding");
            System.in.read();
            held.close();
        }
    }

    private static boolean isFree(Path lock) throws IOException {
        var taken = MirrorLock.takeIfFree(lock);
        if (taken.isPresent()) {
            taken.get().close();
        }
        return taken.isPresent();
    }

    private static void sweep(Mirrors mirrors) {
        try {
            mirrors.sweepNowAndThen();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JGitSourceCheckout checkout(Duration age, long bytes) {
        return new JGitSourceCheckout(
                folder.resolve("mirrors"),
                new AllowedRepositories(List.of(folder.resolve("git"))),
                new JGitSourceCheckout.Limits(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        new ArchiveLimits(10 << 20, 100, 200),
                        age,
                        bytes),
                GitAccess.NONE,
                InetAddress::getAllByName,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private CheckoutResult checkOut(String ref, String revision, @Nullable String before) throws Exception {
        targets++;
        return checkout(Duration.ofDays(30), 1L << 30)
                .checkOut(new Source(repository.url(), ref, revision, before), target());
    }

    private Source source(String ref, String revision) {
        return new Source(repository.url(), ref, revision, null);
    }

    private Path target() {
        return target("work" + targets);
    }

    private Path target(String name) {
        return folder.resolve("targets").resolve(name).resolve("source");
    }

    private String last() {
        return revisions.getLast();
    }

    private Path mirror() throws IOException {
        return mirrors().getFirst();
    }

    private Path lock() throws IOException {
        return mirror().resolveSibling(mirror().getFileName() + ".lock");
    }

    private List<Path> mirrors() throws IOException {
        return list(folder.resolve("mirrors"), "*.git");
    }

    private List<Path> packs() throws IOException {
        return list(mirror().resolve("objects/pack"), "*.pack");
    }

    private long packBytes() throws IOException {
        long bytes = 0;
        for (Path pack : packs()) {
            bytes += Files.size(pack);
        }
        return bytes;
    }

    private static List<Path> list(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, glob)) {
            paths.forEach(found::add);
        }
        return found;
    }

    private static String randomText(int length) {
        StringBuilder text = new StringBuilder(length);
        Random random = new Random(7);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }

    private static List<String> changes(CheckoutResult result) {
        assertThat(result).isInstanceOf(CheckedOut.class);
        return ((CheckedOut) result)
                .changes().stream()
                        .map(change -> change.replaceFirst("^\\S+ Ada: ", ""))
                        .toList();
    }

    private static String reason(CheckoutResult result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).reason();
    }
}
