package banyan.testing;

import banyan.platform.database.ContextDatabase;
import banyan.platform.http.ApiRequest;
import banyan.platform.http.Declare;
import banyan.platform.http.LocalApi;
import banyan.platform.http.Reply;
import banyan.platform.http.RouteDeclaration;
import banyan.platform.http.Shape;
import banyan.platform.http.Shapes;
import banyan.platform.idempotency.Keys;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jdbi.v3.core.Handle;

/** A service that writes notes once for each idempotency key, on a real server and database. */
final class NotesService implements AutoCloseable {
  private static final Duration TIME_ALLOWED = Duration.ofSeconds(20);
  private static final Shape NOTE = Shapes.object("Note").required("text", Shapes.text(1, 40));

  record Note(String text) {}

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final HttpClient client = HttpClient.newHttpClient();
  private final ContextDatabase database;
  private final Keys keys;

  /** How many notes called {@code slow} have begun, and permits for them to end. */
  final Semaphore begun = new Semaphore(0);

  final Semaphore mayEnd = new Semaphore(0);

  NotesService(ContextDatabase database, InstantSource clock) throws Exception {
    this.database = database;
    this.keys = new Keys(clock);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new ArrivalHandler(LocalApi.handler(routes())));
    server.start();
  }

  private List<RouteDeclaration> routes() {
    return List.of(
        route("/notes").route(),
        route("/other").route(),
        route("/folders/{id}/notes").path("id", Shapes.text(1, 9), "folder").route());
  }

  private Declare route(String path) {
    return Declare.post(path, request -> keys.once(request, database, h -> write(h, request)))
        .body(NOTE)
        .answers(201, NOTE, "written")
        .idempotent();
  }

  private Reply write(Handle handle, ApiRequest request) {
    String text = request.body(Note.class).text();
    if (text.equals("slow")) {
      begun.release();
      mayEnd.acquireUninterruptibly();
    }
    handle.execute("INSERT INTO notes (text) VALUES (?)", text);
    return switch (text) {
      case "refused" -> Reply.problem(Problem.of(Problems.FORBIDDEN, "no such notes"));
      case "away" -> Reply.problem(Problem.of(Problems.UNAVAILABLE, "not now"));
      case "thrown" -> throw Failure.client(Problem.of(Problems.FORBIDDEN, "thrown"));
      default -> Reply.created("/notes/" + text, Map.of("text", text));
    };
  }

  long notes(String tenant) {
    return database.read(
        tenant, h -> h.createQuery("SELECT count(*) FROM notes").mapTo(Long.class).one());
  }

  long keptKeys(String tenant) {
    return database.read(
        tenant, h -> h.createQuery("SELECT count(*) FROM idempotency").mapTo(Long.class).one());
  }

  HttpResponse<String> post(String caller, String path, String key, String text) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
            .timeout(TIME_ALLOWED)
            .header("X-Test-Caller", caller)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"text\":\"" + text + "\"}"));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() throws Exception {
    client.close();
    server.stop();
  }

  /** Stands for the proxy: says who calls, as {@code tenant/principal}. */
  private static final class ArrivalHandler extends Handler.Wrapper {
    ArrivalHandler(Handler next) {
      super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String[] caller = request.getHeaders().get("X-Test-Caller").split("/", -1);
      var arrival =
          new Arrival(
              new Caller(caller[0], caller[1], Set.of()), "request-1", Deadline.in(TIME_ALLOWED));
      request.setAttribute(Arrival.ATTRIBUTE, arrival);
      return super.handle(request, response, callback);
    }
  }
}
