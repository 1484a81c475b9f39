package dev.slipway.engine.docker;

import dev.slipway.engine.ImageBuild;
import dev.slipway.engine.ImageBuildSpec;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One of the engine's two builders; see {@link dev.slipway.engine.ImageEngine#build}. */
interface ImageBuilder {

    ImageBuild build(ImageBuildSpec spec, Path context, Consumer<String> output);
}
