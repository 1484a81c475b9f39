package dev.slipway.pipelinefile.compose;

import dev.slipway.pipelinefile.yaml.Mistake;
import java.util.List;

/** What reading a compose file came to. */
public sealed interface ComposeFileResult {

    record Valid(ComposeFile file) implements ComposeFileResult {}

    /** @param mistakes all of them, in the order of the file; never empty */
    record Invalid(List<Mistake> mistakes) implements ComposeFileResult {

        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }
}
