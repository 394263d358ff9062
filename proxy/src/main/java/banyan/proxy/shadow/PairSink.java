package banyan.proxy.shadow;

import banyan.proxy.migration.Migration;
import banyan.proxy.sampling.BehaviourClass;
import java.util.List;

/** Takes what shadowing finds. Any thread; never blocks. */
public interface PairSink {
  /** Hears of a request that could have been copied, whether or not it is. */
  void seen(Migration migration, BehaviourClass behaviour);

  /** Takes a pair to compare; false when there is no place for it. */
  boolean take(ShadowPair pair);

  /** The threads that compare; they do nothing else. */
  List<Thread> threads();

  /** Compares nothing. */
  static PairSink nobody() {
    return new PairSink() {
      @Override
      public void seen(Migration migration, BehaviourClass behaviour) {}

      @Override
      public boolean take(ShadowPair pair) {
        return false;
      }

      @Override
      public List<Thread> threads() {
        return List.of();
      }
    };
  }
}
