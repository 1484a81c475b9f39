package dev.slipway.builder.outbound.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.builder.GitRepository;
import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.CheckoutResult.CheckedOut;
import dev.slipway.builder.domain.CheckoutResult.Refused;
import dev.slipway.builder.domain.Source;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Repositories made to harm. Each is refused with its reason or made harmless; afterwards the machine is as it was and the
 * same builder checks out the next repository.
 */
@SuppressWarnings("NullAway.Init")
class HostileRepositoryTest {

    private static final String DEVELOP = "refs/heads/develop";
    private static final String ANY = "0123456789012345678901234567890123456789";
    private static final ArchiveLimits TREE = new ArchiveLimits(8 << 20, 99_999, 200);

    @TempDir
    static Path keys;

    private static HttpsGitServer.Identity identity;

    @TempDir
    Path folder;

    private GitRepository good;
    private String goodRevision;
    private HttpsGitServer https;
    private JGitSourceCheckout checkout;

    @BeforeAll
    static void identity() throws Exception {
        identity = HttpsGitServer.Identity.in(keys);
    }

    @BeforeEach
    void builder() throws Exception {
        good = new GitRepository(folder.resolve("git/good"));
        goodRevision = good.with("a", "1").commit("First");
        https = new HttpsGitServer(identity, folder.resolve("git"));
        https.redirectingTo("https://169.254.169.254/latest");
        Path key = Files.writeString(folder.resolve("token"), "token");
        checkout = new JGitSourceCheckout(
                folder.resolve("mirrors"),
                new AllowedRepositories(List.of(folder.resolve("git"))),
                new JGitSourceCheckout.Limits(
                        Duration.ofSeconds(5), Duration.ofMinutes(2), TREE, Duration.ofDays(1), 1L << 30),
                new GitAccess(
                        List.of(new GitAccess.Credentials("here", https.host(), key, null)), null, identity.pem()),
                // a name server that tells another address before the connection than at it
                host -> host.equals("localhost")
                        ? new InetAddress[] {InetAddress.getByName("203.0.113.7")}
                        : InetAddress.getAllByName(host),
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        good.close();
        https.close();
    }

    static Stream<Arguments> urlsAndRefs() {
        return Stream.of(
                place("file", "file:///etc", "lies outside"),
                place("ext", "ext::sh -c touch% pwned", "contains a blank"),
                place("ext without blank", "ext::sh", "uses the scheme 'ext'"),
                place("git", "git://git.example.com/app", "uses the scheme 'git'"),
                place("ftp", "ftp://git.example.com/app", "uses the scheme 'ftp'"),
                place("s3", "amazon-s3://bucket/app", "uses the scheme 'amazon-s3'"),
                place("bundle", "file://FOLDER/git/app.bundle", "is not a folder"),
                place("metadata address", "https://169.254.169.254/latest", "not a place for repositories"),
                place("this machine by IPv6", "https://[::1]/app", "not a place for repositories"),
                place("decimal address", "https://2130706433/app", "not a place for repositories"),
                place("rebinding", "https://localhost:PORT/git/good", "is on 127.0.0.1, which is not a place"),
                place("redirect", "https://127.0.0.1:PORT/moved/app", "answers with a redirect"),
                place("-oProxyCommand", "ssh://-oProxyCommand=touch%20pwned/app", "names"),
                place("path around a rule", "https://git.example.com/mine/%2e%2e/theirs", "has a path with"),
                Arguments.of("ref --upload-pack", "file://FOLDER/git/good", "--upload-pack=touch pwned", "the ref is"),
                Arguments.of(
                        "ref --upload-pack below heads",
                        "file://FOLDER/git/good",
                        "refs/heads/--upload-pack=touch pwned",
                        "the ref is"),
                Arguments.of("ref with newline", "file://FOLDER/git/good", "refs/heads/a\nb", "the ref is"),
                Arguments.of("ref with NUL", "file://FOLDER/git/good", "refs/heads/a\0b", "the ref is"));
    }

    private static Arguments place(String name, String url, String reason) {
        return Arguments.of(name, url, DEVELOP, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("urlsAndRefs")
    void hostileUrlOrRefIsRefusedAndTheNextBuildRuns(String name, String url, String ref, String reason)
            throws Exception {
        bundle();
        Set<String> before = files();
        String place = url.replace("FOLDER", folder.toString()).replace("PORT", String.valueOf(https.port()));

        CheckoutResult result = checkout.checkOut(new Source(place, ref, ANY, null), target("hostile"));

        assertThat(reason(result)).contains(reason);
        assertUnchanged(before);
    }

    /** What a case puts into a repository. */
    @FunctionalInterface
    interface Content {

        void into(CraftedRepository repository) throws Exception;
    }

    static Stream<Arguments> refusedContents() {
        return Stream.of(
                content("symlinked .gitmodules", r -> r.link(".gitmodules", "/etc/passwd"), "leads out"),
                content("Dockerfile to /etc/passwd", r -> r.link("Dockerfile", "/etc/passwd"), "leads out"),
                content("folder that is a link to /", r -> r.link("a", "/"), "leads out"),
                content(".GIT", r -> r.folder(".GIT", new TreeFormatter()), "Git's own checks refuse"),
                content(
                        ".git with an ignorable character",
                        r -> r.folder(".g\u200cit", aFile(r)),
                        "other systems take for Git's own"),
                content("path of 4096 characters", HostileRepositoryTest::longPath, "more than 200 characters"),
                content("100 000 files", HostileRepositoryTest::manyFiles, "more than 99999 files and folders"),
                content("folders without end", HostileRepositoryTest::endlessFolders, "more than 99999 files"),
                content("blob beyond the limit", HostileRepositoryTest::largeBlob, "the tree is larger than 8 MiB"),
                content("Git LFS", HostileRepositoryTest::lfs, "Git LFS, which Slipway does not fetch: film.mp4"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedContents")
    void hostileContentIsRefusedAndTheNextBuildRuns(String name, Content content, String reason) throws Exception {
        CheckoutResult result;
        try (CraftedRepository repository = new CraftedRepository(folder.resolve("git/hostile"))) {
            content.into(repository);
            String revision = repository.commit();
            Set<String> before = files();

            result = checkout.checkOut(new Source(repository.url(), DEVELOP, revision, null), target("hostile"));

            assertThat(reason(result)).contains(reason);
            assertUnchanged(before);
        }
    }

    static Stream<Arguments> harmlessContents() {
        return Stream.of(
                content("submodule name ../", submodule("../../hooks", "sub", "https://git.example.com/x"), "sub"),
                content("submodule url -x", submodule("sub", "sub", "-u./x"), "sub"),
                content("submodule path -x", submodule("x", "-x", "https://git.example.com/x"), "-x"),
                content("submodule of itself", submodule("sub", "sub", "."), "sub"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmlessContents")
    void submoduleIsNotFetchedWhateverItSaysAndTheLogTells(String name, Content content, String path) throws Exception {
        try (CraftedRepository repository = new CraftedRepository(folder.resolve("git/hostile"))) {
            content.into(repository);
            String revision = repository.commit();
            Set<String> before = files();

            CheckoutResult result =
                    checkout.checkOut(new Source(repository.url(), DEVELOP, revision, null), target("hostile"));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            CheckedOut.class,
                            checkedOut -> assertThat(checkedOut.notices())
                                    .singleElement()
                                    .asString()
                                    .startsWith("submodules are not fetched, their folders are empty: " + path));
            assertThat(target("hostile").resolve(path)).isEmptyDirectory();
            assertUnchanged(before);
        }
    }

    @org.junit.jupiter.api.Test
    void loopOfLinksStaysALoopAndTheNextBuildRuns() throws Exception {
        try (CraftedRepository repository = new CraftedRepository(folder.resolve("git/hostile"))) {
            String revision = repository.link("a", "b").link("b", "a").commit();
            Set<String> before = files();

            assertThat(checkout.checkOut(new Source(repository.url(), DEVELOP, revision, null), target("hostile")))
                    .isInstanceOf(CheckedOut.class);

            assertThat(Files.isSymbolicLink(target("hostile").resolve("a"))).isTrue();
            assertUnchanged(before);
        }
    }

    @org.junit.jupiter.api.Test
    void deviceNamesOfAnotherSystemAreOrdinaryFilesHere() throws Exception {
        try (CraftedRepository repository = new CraftedRepository(folder.resolve("git/hostile"))) {
            String revision = repository.file("CON", "1").file("aux.txt", "2").commit();

            assertThat(checkout.checkOut(new Source(repository.url(), DEVELOP, revision, null), target("hostile")))
                    .isInstanceOf(CheckedOut.class);

            assertThat(target("hostile").resolve("CON")).hasContent("1");
        }
    }

    @org.junit.jupiter.api.Test
    void filterThatAttributesNameIsNotRun() throws Exception {
        try (CraftedRepository repository = new CraftedRepository(folder.resolve("git/hostile"))) {
            String revision = repository
                    .file(".gitattributes", "* filter=evil diff=evil merge=evil\n")
                    .file(".gitconfig", "[filter \"evil\"]\n smudge = touch " + folder.resolve("pwned") + "\n")
                    .file("a", "1")
                    .commit();
            Set<String> before = files();

            assertThat(checkout.checkOut(new Source(repository.url(), DEVELOP, revision, null), target("hostile")))
                    .isInstanceOf(CheckedOut.class);

            assertThat(target("hostile").resolve("a")).hasContent("1");
            assertUnchanged(before);
        }
    }

    @org.junit.jupiter.api.Test
    void corruptPackIsRefusedAndTheNextBuildOfTheSameRepositoryRuns() throws Exception {
        Set<String> before = files();
        https.corrupting(true);

        CheckoutResult result =
                checkout.checkOut(new Source(https.url("good"), DEVELOP, goodRevision, null), target("hostile"));

        assertThat(reason(result)).contains("repository " + https.url("good"));
        https.corrupting(false);
        assertThat(checkout.checkOut(new Source(https.url("good"), DEVELOP, goodRevision, null), target("again")))
                .isInstanceOf(CheckedOut.class);
        assertUnchanged(before);
    }

    private static Arguments content(String name, Content content, String expected) {
        return Arguments.of(name, content, expected);
    }

    private static TreeFormatter aFile(CraftedRepository repository) throws Exception {
        TreeFormatter tree = new TreeFormatter();
        tree.append("config", FileMode.REGULAR_FILE, repository.blob("[core]\n"));
        return tree;
    }

    private static void longPath(CraftedRepository repository) throws Exception {
        TreeFormatter tree = aFile(repository);
        for (int i = 0; i < 20; i++) {
            TreeFormatter above = new TreeFormatter();
            above.append("d".repeat(204), FileMode.TREE, repository.tree(tree));
            tree = above;
        }
        repository.folder("deep", tree);
    }

    private static void manyFiles(CraftedRepository repository) throws Exception {
        ObjectId empty = repository.blob("");
        for (int i = 0; i < 100_000; i++) {
            repository.entry("%06d".formatted(i), FileMode.REGULAR_FILE, empty);
        }
    }

    /** Ten times ten times ten … folders, and no file in them. */
    private static void endlessFolders(CraftedRepository repository) throws Exception {
        ObjectId below = repository.tree(new TreeFormatter());
        for (int level = 0; level < 12; level++) {
            TreeFormatter ten = new TreeFormatter();
            for (int i = 0; i < 10; i++) {
                ten.append(String.valueOf(i), FileMode.TREE, below);
            }
            below = repository.tree(ten);
        }
        repository.entry("bomb", FileMode.TREE, below);
    }

    private static void largeBlob(CraftedRepository repository) throws Exception {
        byte[] chunk = new byte[1 << 20];
        int chunks = 64;
        try (InputStream zeros = new SequenceInputStream(Collections.enumeration(IntStream.range(0, chunks)
                .mapToObj(i -> (InputStream) new java.io.ByteArrayInputStream(chunk))
                .toList()))) {
            repository.entry("huge", FileMode.REGULAR_FILE, repository.blob((long) chunks << 20, zeros));
        }
    }

    private static void lfs(CraftedRepository repository) throws Exception {
        repository
                .file(".gitattributes", "*.mp4 filter=lfs diff=lfs merge=lfs -text\n")
                .file(
                        "film.mp4",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a".repeat(64)
                                + "\nsize 123456789\n");
    }

    private static Content submodule(String name, String path, String url) {
        String modules = "[submodule \"" + name + "\"]\n\tpath = " + path + "\n\turl = " + url + "\n";
        ObjectId anywhere = ObjectId.fromString(ANY);
        return path.compareTo(".gitmodules") < 0
                ? r -> r.entry(path, FileMode.GITLINK, anywhere).file(".gitmodules", modules)
                : r -> r.file(".gitmodules", modules).entry(path, FileMode.GITLINK, anywhere);
    }

    private void bundle() throws Exception {
        try (var out = Files.newOutputStream(folder.resolve("git/app.bundle"));
                Git git = Git.open(folder.resolve("git/good").toFile())) {
            var writer = new org.eclipse.jgit.transport.BundleWriter(git.getRepository());
            writer.include(git.getRepository().exactRef(DEVELOP));
            writer.writeBundle(org.eclipse.jgit.lib.NullProgressMonitor.INSTANCE, out);
        }
    }

    private Path target(String name) {
        return folder.resolve("work").resolve(name).resolve("source");
    }

    /** Everything except the copies and the working folder. */
    private Set<String> files() throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString())
                    .filter(path -> !path.startsWith("mirrors") && !path.startsWith("work"))
                    .collect(Collectors.toSet());
        }
    }

    private void assertUnchanged(Set<String> before) throws Exception {
        assertThat(files()).isEqualTo(before);
        assertThat(Files.exists(Path.of("pwned"), LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(checkout.checkOut(new Source(good.url(), DEVELOP, goodRevision, null), target("next")))
                .isInstanceOf(CheckedOut.class);
    }

    private String reason(CheckoutResult result) {
        assertThat(result).isInstanceOf(Refused.class);
        assertThat(Files.exists(target("hostile"), LinkOption.NOFOLLOW_LINKS)).isFalse();
        return ((Refused) result).reason();
    }
}
