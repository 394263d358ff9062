package banyan.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.AuditEntry;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.MigrationFolder;
import banyan.proxy.migration.Migrations;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteTable;
import banyan.proxy.shadow.ShadowReport;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moving over the admin listener, by role. Each answer is held against the description. */
final class MigrationEndpointsTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String CREATE =
      "{'name': '%s', 'routes': ['/old/%s/**'], 'from': 'legacy', 'to': 'catalog',"
          + " 'identity': 'user,address', 'why': 'it moves'}";

  @TempDir static Path folder;
  private static AdminListener listener;
  private static Migrations migrations;
  private static int names;

  private String name;
  private String create;

  /** One for all tests: each has a migration of its own. */
  @BeforeAll
  static void start() throws IOException {
    RouteTable table = table();
    migrations =
        new Migrations(
            new MigrationFolder(folder.resolve("log")),
            null,
            EvidenceSource.none(),
            (_, _) -> Optional.empty(),
            InstantSource.system());
    List<AdminEndpoint> endpoints =
        new ArrayList<>(
            MigrationEndpoints.of(
                migrations, () -> table, _ -> ShadowReport.NOTHING, _ -> Optional.empty()));
    endpoints.addAll(AuditEndpoints.of(migrations.log()));
    endpoints.add(StandardEndpoints.description());
    listener =
        new AdminListener(
            new AdminSettings("127.0.0.1", 0, null), folder.resolve("up.token"), endpoints);
    listener.start();
  }

  @AfterAll
  static void stop() throws IOException {
    listener.close();
    migrations.close();
  }

  @BeforeEach
  void name() {
    name = "catalog-" + names++;
    create = CREATE.formatted(name, name).replace('\'', '"');
  }

  @Test
  void movesTheWholeWayAndShowsIt() throws IOException {
    Answer created = post("admin", "/migrations/create", create);
    assertThat(created.status()).isEqualTo(201);
    assertFits("Migration", json(created));
    assertThat(json(created).path("who").asText()).isEqualTo("admin");
    assertThat(post("operator", "/migrations/move", move("shadow", "")).status()).isEqualTo(200);
    String canary = ", \"weight\": \"10\", \"override\": \"no gate yet\", \"as\": \"ada\"";
    Answer moved = post("admin", "/migrations/move", move("canary", canary));
    assertThat(json(moved).path("standing").asText()).isEqualTo("canary 10%");
    assertThat(json(moved).path("who").asText()).isEqualTo("ada");

    JsonNode listed = json(get("viewer", "/migrations"));
    assertThat(listed.findValuesAsText("name")).contains(name);
    JsonNode shown = json(post("operator", "/migrations/show", named(name)));
    assertFits("ShownMigration", shown);
    assertFits("NextMove", shown.at("/next/0"));
    assertFits("LoggedMove", shown.at("/history/0"));
    assertThat(shown.at("/history/0/evidence").asText()).isEqualTo("override: no gate yet");
    assertThat(shown.at("/history/0/role").asText()).isEqualTo("admin");
    assertThat(shown.at("/migration/salt").asText()).matches("[0-9a-f]{32}");
    assertThat(json(post("viewer", "/migrations/show", named(name))).at("/migration/salt").isNull())
        .isTrue();
  }

  @Test
  void tellsWhoIsWhere() throws IOException {
    post("admin", "/migrations/create", create);
    String question =
        "{\"target\": \"/old/%s/x\", \"user\": \"ada\", \"tenant\": \"acme\"}".formatted(name);

    JsonNode prepared = json(post("viewer", "/migrations/where", question));
    assertFits("WhereAnswer", prepared);
    assertThat(prepared.at("/migration/cause").asText()).isEqualTo("stage");
    assertThat(prepared.path("to").asText()).isEqualTo("legacy");

    post("admin", "/migrations/move", move("shadow", ""));
    post("admin", "/migrations/move", move("canary", ", \"weight\": \"100\", \"override\": \"x\""));
    JsonNode canary = json(post("viewer", "/migrations/where", question));
    assertFits("Choice", canary.path("migration"));
    assertThat(canary.path("to").asText()).isEqualTo("catalog");
    assertThat(canary.at("/migration/identity").asText()).isEqualTo("ada");
    assertThat(canary.at("/migration/bucket").asInt()).isBetween(0, 9_999);

    JsonNode other = json(post("viewer", "/migrations/where", "{\"target\": \"/other\"}"));
    assertThat(other.path("route").asText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "viewer   | shadow  |                                          | 403 | needs the token of operator",
        "operator | retire  |                                          | 403 | need the token of admin",
        "operator | canary  | , \"weight\": \"1\", \"override\": \"x\" | 403 | need the token of admin",
        "operator | promote |                                          | 422 | begin with a share",
        "operator | shadow  | , \"expect\": 7                          | 409 | another move came between",
        "operator | fly     |                                          | 400 | 'fly' is no move",
        "operator | canary  |                                          | 400 | 'weight' is needed",
        "operator | canary  | , \"weight\": \"110\"                    | 400 | percent from 0 to 100",
        "operator | shadow  | , \"wait\": 1                            | 400 | no member 'wait'",
        "operator | rollback| , \"to\": \"moon\"                       | 400 | 'moon' is no stage"
      })
  void refuses(String role, String move, String more, int status, String reason) {
    post("admin", "/migrations/create", create);

    Answer answer = post(role, "/migrations/move", move(move, more == null ? "" : more));

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text()).contains(reason);
    assertThat(migrations.find(name).orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void aMoveWithoutEvidenceSaysWhatIsMissing() {
    post("admin", "/migrations/create", create);
    post("operator", "/migrations/move", move("shadow", ""));

    Answer answer = post("operator", "/migrations/move", move("canary", ", \"weight\": \"1\""));

    assertThat(answer.status()).isEqualTo(428);
    assertThat(answer.text()).contains("a valid certificate of parity", "there is no certificate");
  }

  @Test
  void anUnknownMigrationIsNotFound() {
    assertThat(post("viewer", "/migrations/show", named("none")).status()).isEqualTo(404);
    assertThat(post("operator", "/migrations/move", move("shadow", "")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'name': 'c | 'name': 'C | lower-case words",
        "'routes': [ | 'routes': [], 'identity': [ | 'routes' is needed",
        "['/old/ | ['// | write one '/'",
        "'to': 'catalog' | 'to': 'legacy' | are both 'legacy'",
        "user,address | nobody | 'nobody' is no identity",
        "it moves | | why: say it"
      })
  void refusesWhatIsNoMigration(String was, String is, String reason) {
    Answer answer =
        post(
            "admin",
            "/migrations/create",
            create.replace(was.replace('\'', '"'), is == null ? "" : is.replace('\'', '"')));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains(reason);
  }

  @Test
  void verifiesTheAuditLogAndShowsItsEntries() throws IOException {
    post("admin", "/migrations/create", create);
    JsonNode audit = json(get("viewer", "/audit"));
    assertFits("Audit", audit);
    assertThat(audit.path("isWhole").asBoolean()).isTrue();
    JsonNode entries = json(post("viewer", "/audit/entries", "{}"));
    assertFits("Entry", entries.path(0));
    assertThat(entries.findValuesAsText("hash")).endsWith(audit.path("head").asText());
    JsonNode lines = json(post("viewer", "/audit/lines", "{\"last\": 1}"));
    assertFits("AuditLine", lines.path(0));
    assertThat(lines.findValuesAsText("what")).containsExactly("create");
    assertThat(lines.findValuesAsText("name")).containsExactly(name);
    assertThat(post("viewer", "/audit/lines", "{\"last\": 501}").status()).isEqualTo(400);

    Path file = folder.resolve("log/1.json");
    String whole = Files.readString(file);
    Files.writeString(file, whole.replace("it moves", "it stays"));
    JsonNode broken = json(get("viewer", "/audit"));
    Files.writeString(file, whole);
    assertThat(broken.path("isWhole").asBoolean()).isFalse();
    assertThat(broken.path("broken").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"viewer, false", "operator, true", "admin, true"})
  void showsSaltsInTheAuditLogToThoseWhoMaySeeThem(String role, boolean maySee) throws IOException {
    post("admin", "/migrations/create", create);
    String salt = migrations.find(name).orElseThrow().salt().toString();

    Answer answer = post(role, "/audit/entries", "{}");

    List<AuditEntry> kept = migrations.log().entries(0);
    JsonNode entries = json(answer);
    assertThat(answer.text().contains(salt)).isEqualTo(maySee);
    assertThat(entries.findValuesAsText("hash"))
        .isEqualTo(kept.stream().map(AuditEntry::hash).toList());
    JsonNode last = JSON.readTree(entries.path(entries.size() - 1).path("text").asText());
    assertThat(last.at("/migration/name").asText()).isEqualTo(name);
    assertThat(last.at("/migration/salt").asText()).isEqualTo(maySee ? salt : "(hidden)");
    assertThat(json(get(role, "/audit")).path("isWhole").asBoolean()).isTrue();
  }

  private void assertFits(String schema, JsonNode value) throws IOException {
    JsonNode properties =
        json(get("viewer", "/openapi.json")).at("/components/schemas/" + schema + "/properties");
    TreeSet<String> described = new TreeSet<>();
    properties.fieldNames().forEachRemaining(described::add);
    TreeSet<String> answered = new TreeSet<>();
    value.fieldNames().forEachRemaining(answered::add);
    assertThat(answered).isEqualTo(described).isNotEmpty();
  }

  private String move(String word, String more) {
    return "{\"name\": \"%s\", \"move\": \"%s\", \"why\": \"a test\"%s}"
        .formatted(name, word, more);
  }

  private static String named(String name) {
    return "{\"name\": \"%s\"}".formatted(name);
  }

  private static RouteTable table() {
    String document =
        """
        upstreams:
          catalog: {endpoints: ["http://127.0.0.1:1"]}
          legacy: {endpoints: ["http://127.0.0.1:1"]}
        routes: [{match: {path: "/old/**"}, to: legacy}]
        """;
    var reading = RouteDocument.read("routes.yaml", document, LocalCode.none());
    return ((Reading.Valid) reading).document().over(LocalCode.none());
  }

  private static String token(String role) {
    String file = role.equals("admin") ? "up.token" : "up." + role + ".token";
    try {
      return Files.readString(folder.resolve(file)).strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Answer get(String role, String path) {
    return RawClient.exchange(
        listener.port(),
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(path, token(role)));
  }

  private static Answer post(String role, String path, String body) {
    return RawClient.exchange(
        listener.port(),
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, token(role), body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  private static JsonNode json(Answer answer) throws IOException {
    return JSON.readTree(answer.text());
  }
}
