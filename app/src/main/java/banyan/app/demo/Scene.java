package banyan.app.demo;

import banyan.app.CommandFailure;
import banyan.platform.database.DatabaseAddress;
import banyan.wire.PrivateFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a show, on one data folder: the monolith with its routes document and, unless
 * somebody else's is used, the service. For one thread.
 */
public final class Scene implements AutoCloseable {
  private static final Duration IN_FORCE_MAX = Duration.ofSeconds(10);
  private static final int BAD_REQUEST = 400;

  /**
   * What lets evidence come together within minutes: shorter times, and more copies. The margins of
   * certificate and gate stay what they are.
   */
  public static final List<String> SHORTENED =
      List.of(
          "gate.time=3s",
          "migration.quiet=" + DemoPlan.QUIET.toSeconds() + "s",
          "shadow.rate=400",
          "shadow.processor=1",
          "shadow.reverse=0.5");

  private static final JsonMapper MAPPER = new JsonMapper();

  private final JavaProgram program;
  private final Path data;
  private final DatabaseAddress database;
  private final Waiting waiting;
  private final ChildProcess monolith;
  private @Nullable ChildProcess service;

  /** The port that the service had first: its address stays the same. */
  private int servicePort;

  private Scene(
      JavaProgram program,
      Path data,
      DatabaseAddress database,
      Waiting waiting,
      ChildProcess monolith) {
    this.program = program;
    this.data = data;
    this.database = database;
    this.waiting = waiting;
    this.monolith = monolith;
  }

  /**
   * Starts the monolith and, if wanted, the service; returns when both are ready.
   *
   * @param database the embedded one of this process, on the same data folder
   */
  public static Scene open(
      JavaProgram program,
      Path data,
      DatabaseAddress database,
      boolean hasService,
      Waiting waiting) {
    Path routes = data.resolve("routes.yaml");
    write(routes, "routes: []\n");
    List<String> all =
        new ArrayList<>(List.of("up", "--join", "--port", "0", "--demo-data", "true"));
    SHORTENED.forEach(setting -> all.add("--" + setting));
    all.addAll(List.of("--routes", routes.toString()));
    ChildProcess monolith = ChildProcess.start(program, data, "monolith", all, waiting);
    Scene scene = new Scene(program, data, database, waiting, monolith);
    try {
      if (hasService) {
        scene.startService();
      }
      return scene;
    } catch (RuntimeException | Error e) {
      scene.close();
      throw e;
    }
  }

  /** Where clients ask. */
  URI url() {
    return monolith.url();
  }

  /** The folder that everything is kept in. */
  Path data() {
    return data;
  }

  DatabaseAddress database() {
    return database;
  }

  /** The role that names the monolith's log. */
  String monolithRole() {
    return monolith.role();
  }

  /** The role that names the service's log. */
  static String serviceRole() {
    return "only-" + RoutesText.SERVICE;
  }

  /** Where the service of this scene is, dead or alive. */
  URI serviceUrl() {
    return URI.create("http://127.0.0.1:" + servicePort);
  }

  /** Starts the service, at the address that it had before. */
  void startService() {
    service =
        ChildProcess.start(
            program,
            data,
            "service",
            List.of(
                "up",
                "--only",
                RoutesText.SERVICE,
                "--port",
                Integer.toString(servicePort),
                "--fault.allowed"),
            waiting);
    servicePort = service.url().getPort();
  }

  /** Whoever moves the reads asks there. */
  ChildProcess monolith() {
    return monolith;
  }

  /**
   * Has the service fail some of the requests for reads, until {@link #healReads}.
   *
   * @param percent of them
   */
  void failReads(int percent) {
    sendFault(
        "/faults/add",
        """
        {"name": "demo", "kind": "abort", "value": "503", "percent": %d, "lasts": "2m",
         "path": "/api/v1/products/**", "methods": "GET", "fields": [],
         "why": "does the gate notice?"}
        """
            .formatted(percent));
  }

  /** Has the service fail no more requests. */
  void healReads() {
    sendFault("/faults/remove", "{\"name\": \"demo\"}");
  }

  private void sendFault(String path, String request) {
    if (service == null) {
      throw new IllegalStateException("the service is not there");
    }
    var reply = service.send(path, request);
    if (reply.status() >= BAD_REQUEST) {
      throw CommandFailure.failed("the service takes no fault: " + reply.body());
    }
  }

  /** Ends the service as {@code kill -9} does. */
  void killService() {
    if (service != null) {
      service.kill();
      service = null;
    }
  }

  /**
   * Replaces the routes document.
   *
   * @return whether the monolith has it in force, with the reason when it has not
   */
  String publish(String text) {
    write(data.resolve("routes.yaml"), text);
    String hash = hash(text);
    boolean isInForce =
        waiting.until(IN_FORCE_MAX, () -> document().path("hash").asText().equals(hash));
    return isInForce
        ? ""
        : "the routes were not in force within "
            + IN_FORCE_MAX.toSeconds()
            + " s; "
            + document().path("problem").asText();
  }

  /** Puts the rules of a migration's comparison beside the routes document. */
  void writeRules(String migration, String text) {
    write(data.resolve(migration + ".rules.yaml"), text);
  }

  private JsonNode document() {
    try {
      return MAPPER.readTree(monolith.ask("/routes")).path("document");
    } catch (JsonProcessingException e) {
      throw CommandFailure.failed("the monolith's routes are not JSON: " + e.getMessage(), e);
    }
  }

  private static void write(Path file, String text) {
    try {
      PrivateFile.write(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("the routes document " + file, e);
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** Both at once: neither needs the other to stop. */
  @Override
  public void close() {
    monolith.askToStop();
    if (service != null) {
      service.close();
    }
    monolith.close();
  }
}
