/**
 * Tests a built image in a throw-away environment: {@code ImageBuilt → TestsPassed | TestsFailed}. The main path:
 *
 * <ol>
 *   <li>{@link dev.slipway.tester.inbound.ImageEventsHandler} receives the event and makes it a waiting run;
 *   <li>{@link dev.slipway.tester.inbound.TestStage} works on the run and turns its result into an event;
 *   <li>{@link dev.slipway.tester.TestProcedure} tells the story: plan → environment → script → verdict → down;
 *   <li>{@link dev.slipway.tester.TestPlanReader} reads and checks what the repository asks for;
 *   <li>{@link dev.slipway.tester.port.TestEnvironment} and {@link dev.slipway.tester.port.ScriptContainer} do it;
 *   <li>{@link dev.slipway.tester.domain.Verdict} decides.
 * </ol>
 */
@NullMarked
package dev.slipway.tester;

import org.jspecify.annotations.NullMarked;
