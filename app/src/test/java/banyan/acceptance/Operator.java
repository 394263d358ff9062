package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;

/** Somebody who moves migrations by one process, with the token of admin. Any thread. */
final class Operator {
  private static final int DONE_MAX = 201;

  private final Client client;
  private final String sides;

  /**
   * An operator of a process.
   *
   * @param sides of new migrations, as members of JSON
   */
  Operator(BanyanProcess process, String sides) throws IOException {
    String token = Files.readString(process.adminTokenFile()).strip();
    this.client = new Client(process.adminUrl()).with("Authorization", "Bearer " + token);
    this.sides = sides;
  }

  /** Asks for a step; the answer, whatever it says. */
  HttpResponse<String> ask(String migration, MovedStep step)
      throws IOException, InterruptedException {
    return client.post(step.path(), step.body(migration, sides));
  }

  /** Makes a step. */
  void move(String migration, MovedStep step) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(migration, step);
    assertThat(answer.statusCode()).as(answer.body()).isLessThanOrEqualTo(DONE_MAX);
    assertThat(Client.json(answer).path("revision").asLong()).isEqualTo(step.revision());
  }

  /** The moves that a migration has made; 0 when there is none of this name. */
  long revision(String migration) throws IOException, InterruptedException {
    return shown(migration).at("/migration/revision").asLong();
  }

  /** A migration as it stands here, with its moves. */
  JsonNode shown(String migration) throws IOException, InterruptedException {
    return Client.json(client.post("/migrations/show", "{\"name\": \"%s\"}".formatted(migration)));
  }

  /** The audit log, checked entry by entry. */
  JsonNode audit() throws IOException, InterruptedException {
    return Client.json(client.get("/audit"));
  }
}
