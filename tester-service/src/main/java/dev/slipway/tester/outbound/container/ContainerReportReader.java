package dev.slipway.tester.outbound.container;

import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.EngineObject;
import dev.slipway.engine.EngineObject.Kind;
import dev.slipway.engine.Ownership;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.domain.Reports;
import dev.slipway.tester.domain.TestPlan;
import dev.slipway.tester.outbound.artifact.StoredReports;
import dev.slipway.tester.port.TestReportReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Fetches the reports out of the script's container after its end. */
public final class ContainerReportReader implements TestReportReader {

    private final ContainerEngine engine;
    private final StoredReports reports;

    public ContainerReportReader(ContainerEngine engine, StoredReports reports) {
        this.engine = engine;
        this.reports = reports;
    }

    @Override
    public Reports read(Ownership owner, TestPlan plan, StepLog log) {
        Optional<ContainerHandle> container = container(owner);
        if (plan.reports().isEmpty() || container.isEmpty()) {
            return Reports.NONE;
        }
        Optional<InputStream> folder = engine.copyOut(container.get(), Workspace.folder(plan.folder()));
        if (folder.isEmpty()) {
            return Reports.NONE;
        }
        try (InputStream tar = folder.get()) {
            return reports.keepAndRead(tar, Workspace.folderName(plan.folder()), plan.reports(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("the reports cannot be fetched", e);
        }
    }

    private Optional<ContainerHandle> container(Ownership owner) {
        String name = Workspace.containerOf(owner);
        return engine.find(Kind.CONTAINER, owner.labels()).stream()
                .filter(container -> container.name().equals(name))
                .map(EngineObject::id)
                .map(id -> new ContainerHandle(id, name, true, ContainerState.EXITED))
                .findFirst();
    }
}
