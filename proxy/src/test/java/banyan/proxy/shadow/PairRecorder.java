package banyan.proxy.shadow;

import banyan.proxy.migration.Migration;
import banyan.proxy.sampling.BehaviourClass;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes every pair, for a test to look at. */
final class PairRecorder implements PairSink {
  final BlockingQueue<ShadowPair> pairs = new LinkedBlockingQueue<>();
  final List<BehaviourClass> seen = new CopyOnWriteArrayList<>();

  /** Run by the thread of copies for each request that it looks at. */
  volatile Runnable whenSeen = () -> {};

  void clear() {
    whenSeen = () -> {};
    pairs.clear();
    seen.clear();
  }

  @Override
  public void seen(Migration migration, BehaviourClass behaviour) {
    seen.add(behaviour);
    whenSeen.run();
  }

  @Override
  public boolean take(ShadowPair pair) {
    return pairs.add(pair);
  }

  @Override
  public List<Thread> threads() {
    return List.of();
  }
}
