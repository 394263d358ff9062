package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.migration.IdentityChain;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Migrations.Outcome;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.RolloutSteps;
import banyan.proxy.migration.RoutePattern;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Terms;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import banyan.proxy.retirement.OldSide;
import banyan.proxy.route.RouteTable;
import banyan.proxy.shadow.ShadowReport;
import banyan.wire.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of the admin listener that move routes between two sides.
 *
 * <p>Moved: 200 with the migration, 201 when it is new. The rules refuse it: 422. It needs evidence
 * that is not there: 428. Another move came between: 409 with the migration as it is now. No such
 * migration: 404. The role is not enough: 403. The store is away: 503. In all but the first nothing
 * has changed.
 */
public final class MigrationEndpoints {
  private static final int BODY_BYTES_MAX = 64 << 10;

  private static final Set<String> NAME_KEYS = Set.of("name");
  private static final Set<String> CREATE_KEYS =
      Set.of("name", "routes", "from", "to", "identity", "settings", "why", "as");
  private static final Set<String> MOVE_KEYS =
      Set.of(
          "name", "move", "weight", "automatic", "plan", "to", "why", "as", "override", "expect");

  private final Migrations migrations;
  private final Function<String, ShadowReport> copies;
  private final Function<Migration, Optional<OldSide>> oldSides;

  private MigrationEndpoints(
      Migrations migrations,
      Function<String, ShadowReport> copies,
      Function<Migration, Optional<OldSide>> oldSides) {
    this.migrations = migrations;
    this.copies = copies;
    this.oldSides = oldSides;
  }

  /**
   * {@code GET /migrations}, {@code POST /migrations/show|create|move|where}.
   *
   * @param table the routes in force
   * @param copies what was copied of a migration
   * @param oldSides what is known of the old side, once the new one answers everybody
   */
  public static List<AdminEndpoint> of(
      Migrations migrations,
      Supplier<RouteTable> table,
      Function<String, ShadowReport> copies,
      Function<Migration, Optional<OldSide>> oldSides) {
    MigrationEndpoints endpoints = new MigrationEndpoints(migrations, copies, oldSides);
    return List.of(
        AdminEndpoint.get("/migrations", endpoints::list),
        new AdminEndpoint(
            "POST",
            "/migrations/show",
            AdminRole.VIEWER,
            BODY_BYTES_MAX,
            request -> guarded(() -> endpoints.show(request))),
        AdminEndpoint.post(
            "/migrations/create",
            BODY_BYTES_MAX,
            request -> guarded(() -> endpoints.create(request))),
        AdminEndpoint.post(
            "/migrations/move", BODY_BYTES_MAX, request -> guarded(() -> endpoints.move(request))),
        AdminEndpoint.ask(
            "/migrations/where",
            RouteQuestion.BYTES_MAX,
            body ->
                guarded(
                    () ->
                        Answer.json(
                            200,
                            WhereQuestion.parse(body)
                                .answer(table.get(), migrations.live().current())))));
  }

  static Answer guarded(Supplier<Answer> code) {
    try {
      return code.get();
    } catch (Failure e) {
      return refusal(e.problem().status(), e.problem().detail());
    }
  }

  private Answer list() {
    return Answer.json(
        200,
        migrations.list().stream().map(migration -> MigrationLine.of(migration, false)).toList());
  }

  private Answer show(AdminRequest request) {
    String name = SentObject.parse(request.body(), NAME_KEYS).text("name");
    return migrations
        .find(name)
        .map(
            migration ->
                Answer.json(
                    200,
                    new Shown(
                        MigrationLine.of(migration, request.role().maySeeSalts()),
                        NextMove.of(migration),
                        copies.apply(name),
                        oldSides.apply(migration).orElse(null),
                        migrations.history(name).stream().map(LoggedLine::of).toList())))
        .orElseGet(() -> unknown(name));
  }

  private Answer create(AdminRequest request) {
    SentObject asked = SentObject.parse(request.body(), CREATE_KEYS);
    Migration.Draft draft =
        new Migration.Draft(
            asked.text("name"),
            asked.texts("routes").stream().map(RoutePattern::parse).toList(),
            asked.text("from"),
            asked.text("to"),
            IdentityChain.parse(asked.text("identity", IdentityChain.DEFAULT.toString())),
            Terms.parse(asked.optionalTexts("settings"), TermSettings.all()));
    return answer(
        201,
        draft.name(),
        migrations.create(draft, reason(asked, request.role()), request.role().word()));
  }

  private Answer move(AdminRequest request) {
    SentObject asked = SentObject.parse(request.body(), MOVE_KEYS);
    Move move = move(asked);
    String override = asked.optionalText("override");
    boolean isForAdmin = override != null || move instanceof Move.Retire;
    if (isForAdmin && !request.role().includes(AdminRole.ADMIN)) {
      return refusal(
          403,
          "an override and a retirement need the token of admin, not that of "
              + request.role().word());
    }
    return answer(
        200,
        asked.text("name"),
        migrations.move(
            asked.text("name"),
            move,
            reason(asked, request.role()),
            request.role().word(),
            override,
            asked.optionalNumber("expect")));
  }

  private static Move move(SentObject asked) {
    String word = asked.text("move");
    return switch (word) {
      case "shadow" -> new Move.Shadow();
      case "canary" ->
          new Move.Canary(Weight.parse(asked.text("weight")), asked.flag("automatic", true));
      case "rollout" -> {
        String plan = asked.optionalText("plan");
        yield new Move.RollOut(plan == null ? null : RolloutSteps.parse(plan));
      }
      case "halt" -> new Move.Halt();
      case "promote" -> new Move.Promote();
      case "rollback" -> {
        String to = asked.optionalText("to");
        yield new Move.RollBack(to == null ? null : Stage.parse(to));
      }
      case "retire" -> new Move.Retire();
      default ->
          throw new IllegalArgumentException(
              "'"
                  + word
                  + "' is no move; there are shadow, canary, rollout, halt, promote, rollback, retire");
    };
  }

  private static Reason reason(SentObject asked, AdminRole role) {
    return new Reason(asked.text("as", role.word()), asked.text("why"));
  }

  private static Answer answer(int done, String name, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(Migration migration) ->
          Answer.json(done, MigrationLine.of(migration, false));
      case Outcome.Refused(String reason) -> refusal(422, reason);
      case Outcome.Unproven(String reason) -> refusal(428, reason);
      case Outcome.Overtaken(Migration now) ->
          Answer.json(
              409,
              new Refusal(
                  "another move came between: it is at %s, revision %d; nothing has changed"
                      .formatted(now.standing(), now.revision()),
                  MigrationLine.of(now, false)));
      case Outcome.Unknown _ -> unknown(name);
    };
  }

  private static Answer unknown(String name) {
    return refusal(404, "there is no migration '" + name + "'");
  }

  private static Answer refusal(int status, String detail) {
    return Answer.json(status, new Refusal(detail, null));
  }

  /**
   * A migration, what can be done with it, and what was done, newest first.
   *
   * @param shadow what this instance copied of its requests
   * @param oldSide null while the old side answers some
   */
  public record Shown(
      MigrationLine migration,
      List<NextMove> next,
      ShadowReport shadow,
      @Nullable OldSide oldSide,
      List<LoggedLine> history) {}

  /**
   * Why nothing has changed.
   *
   * @param now the migration as it is; null when that is not the reason
   */
  public record Refusal(String detail, @Nullable MigrationLine now) {}
}
