package dev.slipway.tester;

import dev.slipway.events.Failure;
import dev.slipway.pipelinefile.Component;
import dev.slipway.pipelinefile.IntegrationTest;
import dev.slipway.pipelinefile.PipelineFile;
import dev.slipway.pipelinefile.PipelineFileReader;
import dev.slipway.pipelinefile.PipelineFileResult;
import dev.slipway.pipelinefile.compose.ComposeFile;
import dev.slipway.pipelinefile.compose.ComposeFileReader;
import dev.slipway.pipelinefile.compose.ComposeFileResult;
import dev.slipway.pipelinefile.compose.Variables;
import dev.slipway.pipelinefile.yaml.Mistake;
import dev.slipway.tester.domain.EnvironmentPlan;
import dev.slipway.tester.domain.PlanResult;
import dev.slipway.tester.domain.TestPlan;
import dev.slipway.tester.domain.TestRequest;
import dev.slipway.tester.port.SourceSnapshots;
import dev.slipway.tester.port.SourceSnapshots.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads out of the tested revision itself how it is to be tested, and refuses what a test may not have. */
final class TestPlanReader {

    private static final int PIPELINE_FILE_BYTES = 1 << 20;
    private static final int COMPOSE_FILE_BYTES = 256 << 10;

    private final SourceSnapshots snapshots;

    TestPlanReader(SourceSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    PlanResult read(TestRequest request) {
        String wanted = "a file of that name at the root of the repository";
        return read(request, PipelineFile.NAME, PIPELINE_FILE_BYTES, wanted, content -> {
            return switch (PipelineFileReader.read(content, request.repository())) {
                case PipelineFileResult.Invalid invalid -> refused(PipelineFile.NAME, invalid.mistakes());
                case PipelineFileResult.Valid valid ->
                    valid.file()
                            .component(request.component())
                            .map(component -> of(request, component))
                            .orElseGet(() -> refused(
                                    PipelineFile.NAME,
                                    PipelineFile.NAME + " of this revision names no component " + request.component()));
            };
        });
    }

    private PlanResult of(TestRequest request, Component component) {
        IntegrationTest test = component.test();
        return test == null
                ? new PlanResult.NothingToTest(PipelineFile.NAME + " names no components." + component.name() + ".test")
                : withEnvironment(request, component, test);
    }

    private PlanResult withEnvironment(TestRequest request, Component component, IntegrationTest test) {
        String path = component.inRepository(test.compose());
        String wanted = "the Compose file that components." + component.name() + ".test.compose names";
        return read(request, path, COMPOSE_FILE_BYTES, wanted, content -> {
            return switch (ComposeFileReader.read(path, content, Set.of(component.name()))) {
                case ComposeFileResult.Invalid invalid -> refused(path, invalid.mistakes());
                case ComposeFileResult.Valid valid -> plan(request, component, test, path, valid.file());
            };
        });
    }

    private PlanResult read(
            TestRequest request, String path, int maximumBytes, String wanted, Function<byte[], PlanResult> reader) {
        return switch (snapshots.file(request.source(), path, maximumBytes)) {
            case SourceFile.Content content -> reader.apply(content.bytes());
            case SourceFile.Absent absent -> refused(path, path + " is not in this revision; wanted: " + wanted);
            case SourceFile.Unusable unusable -> refused(path, path + ": " + unusable.reason());
        };
    }

    private static PlanResult plan(
            TestRequest request, Component component, IntegrationTest test, String path, ComposeFile file) {
        String variable = Variables.imageOf(component.name());
        if (!file.variables().contains(variable)) {
            // Passing would say that this image is good although it never ran.
            return refused(
                    path,
                    path + ": no service runs the image under test; write image: ${" + variable + "} in one of them");
        }
        String image = request.image().pullable();
        ComposeFile resolved = file.resolve(Map.of(variable, image, Variables.VERSION, request.version()));
        return new PlanResult.Ready(new TestPlan(
                component.path(),
                test.image(),
                test.run(),
                test.reports(),
                test.timeout(),
                new EnvironmentPlan(resolved.tree(), image)));
    }

    private static PlanResult refused(String path, List<Mistake> mistakes) {
        return refused(path, mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    }

    private static PlanResult refused(String path, String reason) {
        return new PlanResult.Refused(Failure.failure("read " + path, reason));
    }
}
