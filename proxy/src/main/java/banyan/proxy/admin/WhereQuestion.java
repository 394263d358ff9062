package banyan.proxy.admin;

import banyan.proxy.artefact.BroughtArtefacts;
import banyan.proxy.migration.Asker;
import banyan.proxy.migration.Brought;
import banyan.proxy.migration.IdentityChain.Identity;
import banyan.proxy.migration.Overlay;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.RouteTable.Match;
import banyan.wire.Caller;
import banyan.wire.Failure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a request of somebody would go, and why: a {@link RouteQuestion} with {@code "user"} and
 * {@code "address"}, which may be left out. Cookies are fields.
 */
final class WhereQuestion {
  private static final JsonMapper JSON = new JsonMapper();

  private final RouteQuestion question;
  private final Asker asker;

  private WhereQuestion(RouteQuestion question, Asker asker) {
    this.question = question;
    this.asker = asker;
  }

  /** Reads a question; throws IllegalArgumentException whose message says what is wrong. */
  static WhereQuestion parse(String json) {
    RouteQuestion question = RouteQuestion.parse(json);
    try {
      JsonNode members = JSON.readTree(json);
      String user = members.path("user").asText("");
      Caller caller =
          user.isEmpty()
              ? new Caller(question.tenant(), Caller.ANONYMOUS, Set.of())
              : new Caller(question.tenant(), user, Set.of());
      String address = members.path("address").asText("");
      return new WhereQuestion(question, new Asker(question.head(), caller, address));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the question is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The answer.
   *
   * @param overlay the migrations in force; null for none
   */
  Answer answer(RouteTable table, @Nullable Overlay overlay) {
    RouteQuestion.Asked asked =
        new RouteQuestion.Asked(
            question.head().method(),
            question.head().host(),
            question.head().path(),
            question.tenant());
    if (!(table.find(question.head()) instanceof Match.Found found)) {
      return new Answer(asked, "", "", null);
    }
    Match.Found chosen = found.forTenant(question.tenant());
    String destination = chosen.route().to().name();
    Brought brought = BroughtArtefacts.of(question.head(), chosen.route().artefacts());
    SideChoice choice =
        overlay == null ? null : overlay.choose(question.head(), destination, asker, null, brought);
    Failure refusal = brought.refusal();
    return new Answer(
        asked,
        chosen.route().id(),
        choice == null ? destination : choice.migration().destination(choice.side()),
        choice == null ? null : Chosen.of(choice, refusal));
  }

  /**
   * Where it goes.
   *
   * @param route empty when none answers
   * @param to {@code local} or an upstream; empty when no route answers
   * @param migration null where nothing moves it
   */
  public record Answer(
      RouteQuestion.Asked request, String route, String to, @Nullable Chosen migration) {}

  /**
   * What a migration chose.
   *
   * @param identity empty where it was not asked for, or nothing tells
   * @param source by what the identity was told; empty without one
   * @param bucket of the identity, 0 to 9999; -1 without one
   */
  public record Chosen(
      String name,
      String standing,
      String side,
      String cohort,
      String cause,
      String identity,
      String source,
      int bucket,
      String words) {
    static Chosen of(SideChoice choice, @Nullable Failure refusal) {
      Identity identity = choice.identity();
      return new Chosen(
          choice.migration().name(),
          choice.migration().standing(),
          choice.side().word(),
          choice.cohort().word(),
          choice.cause().word(),
          identity == null ? "" : identity.value(),
          identity == null ? "" : identity.source().text(),
          choice.bucket(),
          refusal == null ? choice.words() : refusal.problem().detail());
    }
  }
}
