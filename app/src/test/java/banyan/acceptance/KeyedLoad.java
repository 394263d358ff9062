package banyan.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that post receipts with keys, each of a SKU of its own, and repeat them until they are
 * answered; and clients that read beside them. Notes whatever must not be. Any thread.
 */
final class KeyedLoad implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Clients that ask without a pause cost what the machine has, and find nothing more. */
  private static final int PACE_MILLIS = 5;

  private static final int BACKOFF_MILLIS_MAX = 400;
  private static final String SEED = "CHAOS-SEED";

  final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final KilledSides sides;
  private final Client client;

  KeyedLoad(KilledSides sides, int writers, int readers) throws Exception {
    this.sides = sides;
    this.client = new Client(sides.url()).with("Authorization", "Bearer " + KilledSides.token());
    insist(SEED);
    for (int i = 0; i < writers; i++) {
      threads.execute(() -> repeat(this::write));
    }
    for (int i = 0; i < readers; i++) {
      threads.execute(() -> repeat(this::read));
    }
  }

  /** The SKUs of keys that were sent, answered or not. */
  Set<String> begun() {
    return Set.copyOf(begun);
  }

  /** The SKUs of keys that were answered 2xx. */
  Set<String> answered() {
    return Set.copyOf(answered);
  }

  /** How often keys were sent, repetitions included. */
  int attempts() {
    return attempts.get();
  }

  /** Waits until clients have asked, and been answered, some more. */
  void awaitMore(int moreReads, int moreAttempts) {
    int read = reads.get() + moreReads;
    int attempted = attempts.get() + moreAttempts;
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !failures.isEmpty() || (reads.get() >= read && attempts.get() >= attempted));
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  private void repeat(Step step) {
    try {
      while (!over.await(PACE_MILLIS, TimeUnit.MILLISECONDS)) {
        step.run();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      failures.add(e.toString());
    }
  }

  /** A read that is answered is answered well; without a front nobody answers. */
  private void read() throws IOException, InterruptedException {
    int lives = sides.frontLives();
    try {
      HttpResponse<String> answer = client.get("/api/v1/stock/" + SEED);
      if (answer.statusCode() != 200) {
        failures.add("GET -> " + answer.statusCode() + " " + answer.body());
      }
      reads.incrementAndGet();
    } catch (IOException e) {
      if (lives == sides.frontLives() && lives % 2 == 0) {
        failures.add("GET -> " + e);
      }
    }
  }

  private void write() throws IOException, InterruptedException {
    int number = numbers.incrementAndGet();
    String sku = "CHAOS-%05d".formatted(number);
    JsonNode first = insist(sku);
    if (number % 3 == 0 && first.path("onHand").asInt() != insist(sku).path("onHand").asInt()) {
      failures.add(sku + " was answered in two ways");
    }
  }

  /** Sends a receipt until it is answered 2xx, with the same key. */
  private JsonNode insist(String sku) throws IOException, InterruptedException {
    begun.add(sku);
    long end = System.nanoTime() + PATIENCE.toNanos();
    int wait = PACE_MILLIS;
    while (System.nanoTime() < end) {
      attempts.incrementAndGet();
      try {
        HttpResponse<String> answer =
            client
                .with("Idempotency-Key", "key-of-" + sku)
                .with("Cookie", "who=" + sku)
                .post("/api/v1/stock/" + sku + "/receipts", "{\"quantity\": 1}");
        if (answer.statusCode() == 200) {
          answered.add(sku);
          return Client.json(answer);
        }
        if (!isUndecided(answer)) {
          failures.add("POST " + sku + " -> " + answer.statusCode() + " " + answer.body());
          break;
        }
      } catch (IOException e) {
        // Nobody answered: the client does not know what was done, and asks again.
      }
      var _ = over.await(wait, TimeUnit.MILLISECONDS);
      wait = Math.min(2 * wait, BACKOFF_MILLIS_MAX);
    }
    if (failures.isEmpty()) {
      failures.add("POST " + sku + " had no answer in " + PATIENCE);
    }
    return Client.json(client.get("/api/v1/stock/" + SEED));
  }

  private static boolean isUndecided(HttpResponse<String> answer) throws IOException {
    return switch (answer.statusCode()) {
      case 409 -> Client.problem(answer).equals("idempotency-key-in-flight");
      case 502, 503, 504 -> true;
      default -> false;
    };
  }

  /** Ends when every key that was begun has its answer. */
  @Override
  public void close() {
    over.countDown();
    threads.close();
  }
}
