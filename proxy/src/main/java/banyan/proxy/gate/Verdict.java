package banyan.proxy.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gate says, and why.
 *
 * @param sentence the reason, or what is missing, for people
 * @param missing each thing that stands between the candidate and its promotion
 * @param harmMillis when harm was shown first; null while it is not
 */
public record Verdict(
    Decision decision,
    String sentence,
    List<String> missing,
    @Nullable Long harmMillis,
    Seen from,
    Seen to,
    List<Kind> errors,
    Repeats repeats,
    Ratio ratio,
    List<Quantile> latency,
    Parity parity) {
  public Verdict {
    missing = List.copyOf(missing);
    errors = List.copyOf(errors);
    latency = List.copyOf(latency);
  }

  /**
   * What a side was asked since the weight was set.
   *
   * @param users at most {@link Margins#USERS_MAX} are told apart
   */
  public record Seen(long answers, int users) {}

  /**
   * One kind of error, or all of them ({@code errors}).
   *
   * @param fromClients of the baseline that had one
   * @param fromExposed its requests until then
   * @param evidence how many times likelier harm makes what was seen; at most 1e300
   */
  public record Kind(
      String kind,
      long fromClients,
      long fromExposed,
      long toClients,
      long toExposed,
      double evidence) {}

  /**
   * Errors of clients that had one before.
   *
   * @param fromEpisodes further ones, of the baseline
   * @param fromExposed requests that could have begun one
   * @param score standard errors by which the candidate has more; 0 while nothing can be said
   */
  public record Repeats(
      long fromEpisodes, long fromExposed, long toEpisodes, long toExposed, double score) {}

  /** The candidate's errors as a multiple of the baseline's: what is not contradicted at 95 %. */
  public record Ratio(double low, double high) {}

  /**
   * A latency quantile.
   *
   * @param from milliseconds, of the last minutes; 0 while too few answers are known
   * @param score standard errors by which the candidate is within what is tolerated
   * @param needed so many, either way, are evidence
   */
  public record Quantile(String quantile, double from, double to, double score, double needed) {}

  /**
   * Compared answers.
   *
   * @param upperBound of the rate of mismatches, at 95 %; 1 while nothing was compared
   */
  public record Parity(long compared, long mismatched, double upperBound) {}
}
