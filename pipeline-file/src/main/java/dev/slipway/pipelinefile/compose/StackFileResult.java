package dev.slipway.pipelinefile.compose;

import dev.slipway.pipelinefile.yaml.Mistake;
import java.util.List;

/** What reading a stack file came to. */
public sealed interface StackFileResult {

    record Valid(StackFile file) implements StackFileResult {}

    /** @param mistakes all of them, in the order of the file; never empty */
    record Invalid(List<Mistake> mistakes) implements StackFileResult {

        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }
}
