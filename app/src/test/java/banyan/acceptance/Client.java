package banyan.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client as plain as one can be. One that knows a contract holds every answer against it. Any
 * thread.
 */
final class Client {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI base;
  private final HttpClient http;
  private final Map<String, String> fields;
  private final @Nullable ApiContract contract;

  /** A client without expectations. */
  Client(URI base) {
    this(
        base,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build(),
        Map.of(),
        null);
  }

  private Client(
      URI base, HttpClient http, Map<String, String> fields, @Nullable ApiContract contract) {
    this.base = base;
    this.http = http;
    this.fields = fields;
    this.contract = contract;
  }

  /** A client that holds every answer against the document which the server itself serves. */
  static Client checked(URI base) throws IOException, InterruptedException {
    Client plain = new Client(base);
    return plain.holdingTo(ApiContract.of(plain.get("/openapi.json").body()));
  }

  Client holdingTo(ApiContract agreed) {
    return new Client(base, http, fields, agreed);
  }

  /** The same client with one more field in every request. */
  Client with(String field, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Client(base, http, more, contract);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, json);
  }

  /** Sends a request; a body is JSON unless a field says otherwise. */
  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.setHeader("Content-Type", "application/json");
    }
    fields.forEach(request::setHeader);
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (contract != null) {
      contract.check(method, path, Answered.of(response));
    }
    return response;
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  /** The last word of a problem's type, such as {@code invalid-request}. */
  static String problem(HttpResponse<String> response) throws IOException {
    String type = json(response).path("type").asText();
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /** The body of a request that adds a product. */
  static String product(String sku) {
    return """
        {"sku": "%s", "name": "Test lamp", "description": "A lamp for tests.",
         "price": {"amountMinor": 1999, "currency": "EUR"}}"""
        .formatted(sku);
  }
}
