package banyan.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks every peer the same and compares: who answers less would be measured as if it were fast. */
final class Agreement {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SHOWN_LENGTH_MAX = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Agreement() {}

  /**
   * Fails when answers differ in status, media type or body.
   *
   * @param ports of the peers, by name
   */
  static void check(Scenario scenario, Map<String, Integer> ports) {
    String first = "";
    String expected = "";
    Question one = scenario.questions().get();
    for (Map.Entry<String, Integer> peer : ports.entrySet()) {
      // What changes something cannot be asked twice.
      Question question = scenario.varying().isEmpty() ? one : scenario.questions().get();
      String answer = ask(scenario, question, peer.getValue());
      if (first.isEmpty()) {
        first = peer.getKey();
        expected = answer;
      } else if (!answer.equals(expected)) {
        throw new BenchFailure(
            "%s: %s and %s answer differently:\n%s\n%s"
                .formatted(scenario.name(), first, peer.getKey(), shown(expected), shown(answer)));
      }
    }
    scenario.afterwards().run();
  }

  private static String ask(Scenario scenario, Question question, int port) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + question.path()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(question.method(), BodyPublishers.ofString(question.json()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      String type = answer.headers().firstValue("Content-Type").orElse("none").split(";", 2)[0];
      return answer.statusCode() + " " + type + " " + body(answer.body(), scenario);
    } catch (IOException e) {
      throw new BenchFailure(scenario.name() + ": no answer to compare", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  private static String body(String body, Scenario scenario) throws JsonProcessingException {
    if (scenario.varying().isEmpty() || !(JSON.readTree(body) instanceof ObjectNode members)) {
      return body;
    }
    scenario.varying().forEach(name -> members.put(name, "varies"));
    return members.toString();
  }

  private static String shown(String answer) {
    return answer.length() <= SHOWN_LENGTH_MAX
        ? answer
        : answer.substring(0, SHOWN_LENGTH_MAX) + "…";
  }
}
