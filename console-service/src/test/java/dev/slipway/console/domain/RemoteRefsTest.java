package dev.slipway.console.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.console.domain.RemoteRefs.RemoteRef;
import dev.slipway.console.domain.RemoteRefs.Resolved;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteRefsTest {

    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String TAG = "c".repeat(40);

    private final RemoteRefs refs = new RemoteRefs(
            "file:///srv/git/app.git",
            "refs/heads/develop",
            List.of(
                    new RemoteRef("refs/heads/develop", A, A),
                    new RemoteRef("refs/heads/feature/login", B, B),
                    new RemoteRef("refs/tags/v1.1", TAG, B)));

    @Test
    void withoutANameTheDefaultBranchIsMeant() {
        assertThat(refs.resolve(null, null)).isEqualTo(new Resolved.Found("refs/heads/develop", A));
    }

    @Test
    void annotatedTagMeansItsCommit() {
        assertThat(refs.resolve("v1.1", null)).isEqualTo(new Resolved.Found("refs/tags/v1.1", B));
    }

    @Test
    void fullNameIsTakenAsItIs() {
        assertThat(refs.resolve("refs/heads/feature/login", null))
                .isEqualTo(new Resolved.Found("refs/heads/feature/login", B));
    }

    @Test
    void revisionAloneMeansTheBranchItIsTheHeadOfOrElseTheDefaultBranch() {
        assertThat(refs.resolve(null, B)).isEqualTo(new Resolved.Found("refs/heads/feature/login", B));
        assertThat(refs.resolve(null, TAG)).isEqualTo(new Resolved.Found("refs/heads/develop", TAG));
    }

    @Test
    void unknownNameIsAnsweredWithThoseThatAreCalledAlike() {
        assertThat(refs.resolve("v1.2", null))
                .isInstanceOfSatisfying(
                        Resolved.NotFound.class,
                        no -> assertThat(no.problem().wanted()).contains("it has v1.1, "));
    }

    @Test
    void emptyRepositorySaysSo() {
        RemoteRefs empty = new RemoteRefs("file:///x", null, List.of());

        assertThat(empty.resolve("x", null))
                .isInstanceOfSatisfying(
                        Resolved.NotFound.class,
                        no -> assertThat(no.problem().wanted()).contains("no branches and no tags"));
        assertThat(empty.resolve(null, null)).isInstanceOf(Resolved.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1.10 v1.9 v2 v1.1 | v2 v1.10 v1.9 v1.1",
                "v1.1-rc.1 v1.1 v1.1-rc.10 v1.1-rc.2 | v1.1 v1.1-rc.10 v1.1-rc.2 v1.1-rc.1",
                "v1 v1.1 v1.1.1 | v1.1.1 v1.1 v1",
                "v2026.01.31 v2025.12.01 | v2026.01.31 v2025.12.01"
            })
    void tagsAreListedNewestVersionFirst(String tags, String wanted) {
        RemoteRefs many = new RemoteRefs(
                "file:///x",
                null,
                Stream.of(tags.split(" "))
                        .map(name -> new RemoteRef("refs/tags/" + name, A, A))
                        .toList());

        assertThat(many.tags("v*").stream().map(RemoteRef::shortName)).containsExactly(wanted.split(" "));
    }

    @Test
    void onlyTheStarOfAPatternIsSpecial() {
        assertThat(refs.tags("v*")).hasSize(1);
        assertThat(refs.tags("v1.1")).hasSize(1);
        assertThat(refs.tags("v1?1")).isEmpty();
        assertThat(refs.tags("v.*")).isEmpty();
        assertThat(refs.tags("(")).isEmpty();
    }
}
