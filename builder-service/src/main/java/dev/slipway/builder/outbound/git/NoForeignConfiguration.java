package dev.slipway.builder.outbound.git;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Git without the machine's and the user's configuration and environment: a filter or a URL rewrite that somebody put
 * there must not act on what is built. Valid for the whole process, as JGit knows only one.
 */
final class NoForeignConfiguration extends SystemReader.Delegate {

    private NoForeignConfiguration(SystemReader delegate) {
        super(delegate);
    }

    static synchronized void establish() {
        if (!(SystemReader.getInstance() instanceof NoForeignConfiguration)) {
            SystemReader.setInstance(new NoForeignConfiguration(SystemReader.getInstance()));
        }
    }

    @Override
    public @Nullable String getenv(String variable) {
        return variable.startsWith("GIT_") || variable.equals("XDG_CONFIG_HOME") ? null : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        Empty ours = new Empty(parent, fs);
        // A redirect leads to a host that was not checked; a look at refs has no repository's configuration to say so.
        ours.setString("http", null, "followRedirects", "false");
        return ours;
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    private static final class Empty extends FileBasedConfig {

        Empty(@Nullable Config parent, FS fs) {
            super(parent, new File("none"), fs);
        }

        @Override
        public void load() {
            // there is nothing to load
        }

        @Override
        public void save() {
            // JGit would store what it measured of the file system
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
