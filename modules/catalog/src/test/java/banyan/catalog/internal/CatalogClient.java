package banyan.catalog.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client of the catalogue's API on behalf of one tenant. Any thread. */
record CatalogClient(HttpClient http, String origin, String tenant) {
  private static final Duration TIME_ALLOWED = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A response with its body read as JSON; a missing node where there is none. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String field(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (JsonProcessingException e) {
        throw new AssertionError(response.body(), e);
      }
    }

    String text(String pointer) {
      return json().at(pointer).asText();
    }

    /** The name of the problem's type. */
    String problem() {
      return text("/type").replace("/problems/", "");
    }
  }

  Answer get(String target, String... fields) {
    return send("GET", target, "", fields);
  }

  Answer post(String target, String json, String... fields) {
    return send("POST", target, json, fields);
  }

  Answer put(String target, String json, String... fields) {
    return send("PUT", target, json, fields);
  }

  /** Adds a product of this SKU. */
  Answer add(String sku, String... fields) {
    return post(CatalogRoutes.PRODUCTS, product(sku), fields);
  }

  /** A valid new product. */
  static String product(String sku) {
    return """
    {"sku": "%s", "name": "Plain Oak Shelf", "description": "Holds books.",
     "price": {"amountMinor": 4990, "currency": "EUR"}}
    """
        .formatted(sku);
  }

  Answer send(String method, String target, String json, String... fields) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin + target))
            .timeout(TIME_ALLOWED)
            .header(CatalogServer.TENANT_FIELD, tenant)
            .method(method, BodyPublishers.ofString(json));
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (fields.length > 0) {
      request.headers(fields);
    }
    try {
      return new Answer(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
