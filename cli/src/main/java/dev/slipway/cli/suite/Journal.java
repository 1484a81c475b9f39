package dev.slipway.cli.suite;

import java.nio.file.Path;

/** Where keepers say what happens. */
interface Journal {

    /** Something a person should know. */
    void note(String text);

    /** A part's state is another one now. */
    void changed();

    /** The file with the part's own output. */
    Path logOf(String part);
}
