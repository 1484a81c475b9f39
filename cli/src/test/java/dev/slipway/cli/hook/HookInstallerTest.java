package dev.slipway.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.suite.Shell;
import dev.slipway.cli.suite.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookInstallerTest {

    @TempDir
    Path directory;

    private Path root;
    private Path bare;
    private HookInstaller installer;

    @BeforeEach
    void bareRepository() throws IOException, InterruptedException {
        root = Files.createDirectory(directory.resolve("git")).toRealPath();
        bare = root.resolve("app.git");
        Shell.run(List.of("git", "init", "--quiet", "--bare", bare.toString())).orFail("git init");
        Path template = Files.writeString(directory.resolve("template"), "#!/bin/bash\n# reads slipway-hook.conf\n");
        installer = new HookInstaller(template, "http://127.0.0.1:18080", "secret", List.of(root));
    }

    @Test
    void writesAnExecutableHookItsSettingsAndATokenThatOnlyTheOwnerReads() throws IOException {
        Path hook = installer.install(bare);

        assertThat(hook).isExecutable();
        assertThat(bare.resolve("slipway-hook.conf"))
                .content()
                .contains("URL=http://127.0.0.1:18080")
                .contains("TOKEN_FILE=" + bare.resolve("slipway-hook.token"))
                .contains("REPOSITORY=file://" + bare);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bare.resolve("slipway-hook.token"))))
                .isEqualTo("rw-------");
    }

    @Test
    void installingAgainRenewsIt() throws IOException {
        Path hook = installer.install(bare);
        Files.writeString(hook, "#!/bin/bash\n# an older one, it reads slipway-hook.conf\n");

        installer.install(bare);

        assertThat(hook).content().doesNotContain("older");
    }

    @Test
    void anotherHookStaysAsItIs() throws IOException {
        Path hook = Files.writeString(bare.resolve("hooks/post-receive"), "#!/bin/sh\necho mine\n");

        assertThatThrownBy(() -> installer.install(bare))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("stays as it is")
                .hasMessageContaining("To do:");
        assertThat(hook).hasContent("#!/bin/sh\necho mine");
        assertThat(bare.resolve("slipway-hook.token")).doesNotExist();
    }

    @Test
    void aRepositoryWithAWorkingTreeIsRefused() throws InterruptedException {
        Path work = root.resolve("work");
        Shell.run(List.of("git", "init", "--quiet", work.toString())).orFail("git init");

        assertThatThrownBy(() -> installer.install(work)).hasMessageContaining("one with a working tree");
    }

    @Test
    void aRepositoryThatTheBuilderMayNotCloneIsRefusedAlsoBehindALink() throws IOException, InterruptedException {
        Path outside = directory.resolve("outside.git");
        Shell.run(List.of("git", "init", "--quiet", "--bare", outside.toString()))
                .orFail("git init");
        Path link = Files.createSymbolicLink(root.resolve("link.git"), outside);

        assertThatThrownBy(() -> installer.install(link))
                .hasMessageContaining("below " + root)
                .hasMessageContaining("is not");
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> installer.install(root.resolve("nope.git"))).hasMessageContaining("found no folder");
    }
}
