package banyan.app;

import banyan.proxy.idempotency.KeyName;
import banyan.proxy.idempotency.Ledger;
import banyan.proxy.idempotency.Ledger.Answer;
import banyan.proxy.idempotency.Ledger.KeyLease;
import banyan.proxy.idempotency.LedgerStore;
import banyan.proxy.idempotency.StoredAnswer;
import banyan.proxy.route.KeyPolicy;
import banyan.testing.AtOnce;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One key that clients race for, each with a few requests one after the other, before an upstream
 * that knows no keys. What becomes of a request that is let through is drawn: it is answered, not
 * done at all, or lost. Any thread.
 */
final class RacedKey {
  private static final int REQUESTS_EACH = 3;
  private static final KeyPolicy REPLAYED =
      new KeyPolicy(true, KeyPolicy.Replay.PROXY, Duration.ofHours(24));

  private final List<Ledger> ledgers;
  private final KeyName name;
  private final long seed;
  private final AtomicInteger effects = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger clients = new AtomicInteger();
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  /**
   * A key that was never sent.
   *
   * @param ledgers of several proxies, on one store
   */
  RacedKey(List<Ledger> ledgers, String text, long seed) {
    this.ledgers = ledgers;
    this.name = nameOf(text, "");
    this.seed = seed;
  }

  static Ledger ledger(LedgerStore store, InstantSource clock) {
    return new Ledger(store, clock, Duration.ofMinutes(1));
  }

  /** A name of a text; those with the same beginning are kept together. */
  static KeyName nameOf(String text, String beginning) {
    String digits = "%016x".formatted((long) text.hashCode()).repeat(4);
    return new KeyName("main", beginning + digits.substring(beginning.length()));
  }

  static Answer lease(Ledger ledger, KeyName name) {
    return ledger.begin(
        new Ledger.Asked(name, "f".repeat(64), "upstream", Set.of("upstream"), REPLAYED));
  }

  void race(int times) throws Exception {
    AtOnce.run(
        times,
        () -> {
          int number = clients.incrementAndGet();
          Ledger ledger = ledgers.get(number % ledgers.size());
          Random random = new Random(seed + number);
          for (int request = 0; request < REQUESTS_EACH; request++) {
            send(ledger, random);
          }
          return true;
        });
  }

  private void send(Ledger ledger, Random random) {
    switch (lease(ledger, name)) {
      case Answer.Granted(KeyLease lease) -> work(ledger, lease, random.nextInt(4));
      case Answer.Replayed(StoredAnswer answer) -> answers.add(answer.body());
      case Answer.Reused _ -> problems.add("the same request was told to be another one");
      case Answer.InFlight _, Answer.Lost _ -> {}
    }
  }

  private void work(Ledger ledger, KeyLease lease, int fate) {
    if (running.incrementAndGet() > 1) {
      problems.add("two had the lease");
    }
    switch (fate) {
      case 0 -> {
        running.decrementAndGet();
        ledger.free(lease);
      }
      case 1 -> {
        effects.incrementAndGet();
        running.decrementAndGet();
        ledger.unknown(lease);
      }
      default -> {
        String body = "answer " + effects.incrementAndGet();
        answers.add(body);
        running.decrementAndGet();
        ledger.answered(lease, new StoredAnswer(201, List.of(), body));
      }
    }
  }

  /** What must not be, after the race. */
  List<String> problems() {
    if (effects.get() > 1) {
      problems.add(effects + " effects");
    }
    if (Set.copyOf(answers).size() > 1) {
      problems.add("different answers: " + answers);
    }
    return List.copyOf(problems);
  }
}
