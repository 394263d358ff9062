package banyan.proxy.sampling;

import java.util.HashMap;
import java.util.Map;

/**
 * Spends a budget on the behaviour that was sampled least. Every request earns its share of a
 * sample; a request is sampled when there is credit and its class has had fewer samples than the
 * water level. The level rises when credit lies idle, so that all classes are sampled alike as far
 * as they occur, and the rarest nearly always. One thread.
 */
public final class RarestFirst {
  /** Templates that have classes of their own; requests of further ones count as one class. */
  public static final int TEMPLATES_MAX = 1_024;

  /** Classes of one template that are told apart: made-up parameters starve no other template. */
  public static final int CLASSES_MAX = 64;

  /** Samples that may be saved up for a rush of rare requests. */
  public static final double CREDIT_MAX = 100;

  /** Samples kept back for classes that have had fewer than the level. */
  private static final double RESERVE = 10;

  /** After so many requests half of every count is forgotten: what was common may become rare. */
  private static final long MEMORY = 1_000_000;

  private static final BehaviourClass OTHERS = new BehaviourClass("", "", "", 0, 0);

  private final double share;
  private final Map<String, Map<BehaviourClass, long[]>> samples = new HashMap<>();
  private double credit;
  private long level = 1;
  private long requests;

  /**
   * A sampler.
   *
   * @param share of the requests that may be sampled, above 0 and at most 1
   */
  public RarestFirst(double share) {
    this(share, 0);
  }

  /**
   * A sampler with samples saved up, so that it begins with all of what it meets.
   *
   * @param saved at most {@link #CREDIT_MAX}
   */
  public RarestFirst(double share, double saved) {
    this.credit = Math.min(CREDIT_MAX, saved);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share + ": above 0 and at most 1");
    }
    this.share = share;
  }

  /** Whether to sample a request; counts it. */
  public boolean take(BehaviourClass behaviour) {
    return take(behaviour, share);
  }

  /**
   * The same where a request earns less than its share, since time is short, too.
   *
   * @param earned of a sample
   */
  public boolean take(BehaviourClass behaviour, double earned) {
    credit = Math.min(CREDIT_MAX, credit + Math.min(share, earned));
    forget();
    long[] sampled = count(behaviour);
    if (credit >= CREDIT_MAX - RESERVE && sampled[0] >= level) {
      level = sampled[0] + 1;
    }
    if (credit < 1 || sampled[0] >= level) {
      return false;
    }
    sampled[0]++;
    credit--;
    return true;
  }

  /** How many classes are told apart. */
  public int classes() {
    return samples.values().stream().mapToInt(Map::size).sum();
  }

  private long[] count(BehaviourClass behaviour) {
    boolean isNew = !samples.containsKey(behaviour.template());
    String template =
        isNew && samples.size() >= TEMPLATES_MAX ? OTHERS.template() : behaviour.template();
    Map<BehaviourClass, long[]> classes = samples.computeIfAbsent(template, _ -> new HashMap<>());
    long[] known = classes.get(behaviour);
    if (known != null) {
      return known;
    }
    boolean isOverflow = template.isEmpty() || classes.size() >= CLASSES_MAX;
    return classes.computeIfAbsent(isOverflow ? OTHERS : behaviour, _ -> new long[1]);
  }

  private void forget() {
    if (++requests % MEMORY != 0) {
      return;
    }
    level = Math.max(1, level / 2);
    samples.values().forEach(classes -> classes.values().forEach(count -> count[0] /= 2));
    samples.values().forEach(classes -> classes.values().removeIf(count -> count[0] == 0));
    samples.values().removeIf(Map::isEmpty);
  }
}
