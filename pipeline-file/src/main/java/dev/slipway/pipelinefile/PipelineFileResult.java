package dev.slipway.pipelinefile;

import dev.slipway.pipelinefile.yaml.Mistake;
import java.util.List;

/** What reading a pipeline file came to. */
public sealed interface PipelineFileResult {

    record Valid(PipelineFile file) implements PipelineFileResult {}

    /** @param mistakes all of them, in the order of the file; never empty */
    record Invalid(List<Mistake> mistakes) implements PipelineFileResult {

        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }
}
