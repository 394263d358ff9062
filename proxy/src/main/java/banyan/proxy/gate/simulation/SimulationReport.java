package banyan.proxy.gate.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What became of simulated releases: as many healthy ones as harmful ones.
 *
 * @param releases of each
 * @param falseRollbackRate share of the healthy ones that were rolled back
 * @param falseRollbackRateBound which that share stays below, at 95 %
 * @param detectionRate share of the harmful ones that were rolled back
 * @param medianMinutesToRollback of the harmful ones; null when half of them were not
 * @param promotionRate share of the healthy ones that could be promoted
 * @param medianMinutesToPromotion of the healthy ones, to five minutes; null when half were not
 * @param harmfulPromotionRate share of the harmful ones that could be promoted before they were
 *     rolled back
 */
public record SimulationReport(
    Scenario scenario,
    int releases,
    long seed,
    double falseRollbackRate,
    double falseRollbackRateBound,
    double detectionRate,
    @Nullable Double medianMinutesToRollback,
    double promotionRate,
    @Nullable Double medianMinutesToPromotion,
    double harmfulPromotionRate) {}
