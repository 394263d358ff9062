package banyan.proxy.parity;

import banyan.proxy.certificate.Certificate;
import banyan.proxy.gate.BinomialBound;
import java.time.Instant;

/**
 * What pairs of one direction have shown so far.
 *
 * @param since when the first of them was compared; the present moment without any
 */
public record PairFigures(long compared, long mismatched, Instant since) {
  /**
   * What the rate of mismatches stays below at 95 %: exact (Clopper and Pearson), 1 for no pair.
   */
  public double bound() {
    return BinomialBound.upper(mismatched, compared, Certificate.CONFIDENCE);
  }
}
