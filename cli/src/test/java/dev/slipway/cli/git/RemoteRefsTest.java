package dev.slipway.cli.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.suite.SuiteException;
import org.junit.jupiter.api.Test;

class RemoteRefsTest {

    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String TAG_OBJECT = "c".repeat(40);

    private final RemoteRefs refs = RemoteRefs.parse("file:///srv/git/app.git", """
            ref: refs/heads/develop\tHEAD
            %1$s\tHEAD
            %1$s\trefs/heads/develop
            %2$s\trefs/heads/feature/login
            %3$s\trefs/tags/v1.1
            %2$s\trefs/tags/v1.1^{}
            %2$s\trefs/pull/1/head""".formatted(A, B, TAG_OBJECT));

    @Test
    void withoutANameTheDefaultBranchIsMeant() {
        assertThat(refs.resolve(null)).isEqualTo(new RemoteRefs.Resolved("refs/heads/develop", A));
    }

    @Test
    void anAnnotatedTagMeansItsCommit() {
        assertThat(refs.resolve("v1.1")).isEqualTo(new RemoteRefs.Resolved("refs/tags/v1.1", B));
    }

    @Test
    void aFullNameIsTakenAsItIs() {
        assertThat(refs.resolve("refs/heads/feature/login").revision()).isEqualTo(B);
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThatAreCalledAlike() {
        assertThatThrownBy(() -> refs.resolve("v1.2"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("The ref v1.2 was wanted")
                .hasMessageContaining("It has: v1.1, ");
    }

    @Test
    void anEmptyRepositorySaysSo() {
        assertThatThrownBy(() -> RemoteRefs.parse("file:///x", "").resolve(null))
                .hasMessageContaining("no branches and no tags");
    }
}
