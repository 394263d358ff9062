package banyan.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The way of all clients to the monolith: sends one request at a time for each and writes it into
 * the journal, under an id of its own that the access logs have, too. Any thread.
 */
final class ShopDoor implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final int BODY_BYTES_MAX = 4 << 20;

  private final URI shop;
  private final String run;
  private final Journal journal;
  private final InstantSource clock;
  private final AtomicLong requests = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();

  /**
   * @param run begins the ids of all requests
   */
  ShopDoor(URI shop, String run, Journal journal, InstantSource clock) {
    this.shop = shop;
    this.run = run;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * What a client sends.
   *
   * @param turn 1 for the first time
   * @param fields besides the request's id and the body's type
   * @param body empty for none
   */
  record Asked(
      Kind kind,
      int turn,
      String subject,
      String method,
      String path,
      Map<String, String> fields,
      String body) {
    /**
     * A read.
     *
     * @param visitor whose cookie is sent; empty for none
     */
    static Asked read(Kind kind, String subject, String path, String visitor) {
      Map<String, String> fields =
          visitor.isEmpty() ? Map.of() : Map.of("Cookie", Shopper.COOKIE + "=" + visitor);
      return new Asked(kind, 1, subject, "GET", path, fields, "");
    }

    /** Whose cookie it has; empty without one. */
    String visitor() {
      String cookie = fields.getOrDefault("Cookie", "");
      return cookie.substring(cookie.indexOf('=') + 1);
    }
  }

  /**
   * Sends it and waits for the answer.
   *
   * @param compared what the journal keeps of a good answer
   */
  Answered send(Asked asked, Function<Answered, String> compared) {
    String id = run + "-" + requests.incrementAndGet();
    Instant began = clock.instant();
    Answered answered = exchange(request(asked, id));
    String kept = answered.isGood() ? compared.apply(answered) : failure(answered);
    journal.add(
        new Attempt(
            id,
            asked.kind(),
            asked.turn(),
            asked.subject(),
            asked.visitor(),
            began,
            clock.instant(),
            answered.status(),
            kept));
    return answered;
  }

  InstantSource clock() {
    return clock;
  }

  private static String failure(Answered answered) {
    return answered.status() == 0 ? answered.body() : answered.json().path("type").asText("");
  }

  private HttpRequest request(Asked asked, String id) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(shop.resolve(asked.path()))
            .timeout(ANSWER_MAX)
            .header("X-Request-Id", id)
            .method(
                asked.method(),
                asked.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(asked.body()));
    if (!asked.body().isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    asked.fields().forEach(request::header);
    return request.build();
  }

  private Answered exchange(HttpRequest request) {
    try {
      HttpResponse<String> response =
          http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), BODY_BYTES_MAX));
      return new Answered(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Location").orElse(""),
          response.headers().firstValue("ETag").orElse(""));
    } catch (IOException e) {
      return Answered.none(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answered.none("interrupted");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
