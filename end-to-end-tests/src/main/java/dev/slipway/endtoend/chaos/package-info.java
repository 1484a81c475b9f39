/**
 * The suite under fire: {@link dev.slipway.endtoend.chaos.ChaosRun} pushes all the while to several repositories, {@link
 * dev.slipway.endtoend.chaos.FaultInjector} kills and pauses parts by the schedule of {@link
 * dev.slipway.endtoend.chaos.FaultPlan}, and when all is quiet again the {@linkplain dev.slipway.endtoend.chaos.observer
 * observers} look at what is left and the {@linkplain dev.slipway.endtoend.chaos.checker checker} judges it. The same seed
 * gives the same schedule of faults and the same wishes to push; what they meet depends on the machine.
 */
@NullMarked
package dev.slipway.endtoend.chaos;

import org.jspecify.annotations.NullMarked;
