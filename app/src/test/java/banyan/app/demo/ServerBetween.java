package banyan.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server between the monolith and the service, which passes on what it is asked and does one
 * thing wrong. Any thread.
 */
final class ServerBetween implements AutoCloseable {
  private static final Set<String> NOT_PASSED =
      Set.of(
          "connection", "content-length", "host", "transfer-encoding", "upgrade", "te", "expect");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI service;
  private final Fault fault;

  /** What it does with one request. */
  @FunctionalInterface
  interface Fault {
    Passed answer(Passed request, Service service) throws IOException, InterruptedException;
  }

  /** The true service. */
  @FunctionalInterface
  interface Service {
    Passed ask(Passed request) throws IOException, InterruptedException;
  }

  /**
   * A request or an answer.
   *
   * @param status 0 of a request
   */
  record Passed(
      String method, String path, int status, Map<String, List<String>> fields, String body) {
    boolean isGet() {
      return method.equals("GET");
    }

    Passed with(int otherStatus, String otherBody) {
      return new Passed(method, path, otherStatus, fields, otherBody);
    }

    Passed with(String field, String value) {
      Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      more.putAll(fields);
      more.put(field, List.of(value));
      return new Passed(method, path, status, more, body);
    }

    String field(String name) {
      return fields.getOrDefault(name, List.of("")).getFirst();
    }
  }

  private ServerBetween(HttpServer server, URI service, Fault fault) {
    this.server = server;
    this.service = service;
    this.fault = fault;
  }

  static ServerBetween start(URI service, Fault fault) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ServerBetween between = new ServerBetween(server, service, fault);
      server.setExecutor(between.threads);
      server.createContext("/", between::handle);
      server.start();
      return between;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Passed request =
          new Passed(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              0,
              passed(exchange.getRequestHeaders()),
              body);
      Passed answer = fault.answer(request, this::ask);
      answer.fields().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Passed ask(Passed request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(service.resolve(request.path()))
            .method(request.method(), BodyPublishers.ofString(request.body()));
    request.fields().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    var response = client.send(builder.build(), BodyHandlers.ofString());
    return new Passed(
        request.method(),
        request.path(),
        response.statusCode(),
        passed(response.headers().map()),
        response.body());
  }

  private static Map<String, List<String>> passed(Map<String, List<String>> fields) {
    Map<String, List<String>> passed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.forEach(
        (name, values) -> {
          if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
            passed.put(name, values);
          }
        });
    return passed;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
