package banyan.proxy.artefact;

import banyan.proxy.ProxyProblems;
import banyan.proxy.match.WireHead;
import banyan.proxy.migration.Brought;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Side;
import banyan.proxy.route.Artefacts;
import banyan.proxy.route.Handle;
import banyan.proxy.route.Handle.Carrier;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What one request brings along that a side minted. Each migration in turn asks which side that is,
 * and tells which one it chose; the mark of the new side is taken off then, and what the other side
 * minted is taken away. So a text that passed two migrations has two marks, the outer one of the
 * first. One thread.
 */
public final class BroughtArtefacts implements Brought {
  /** Methods that change nothing (RFC 9110 section 9.2.1, RFC 4918, RFC 5323, RFC 3253). */
  private static final Set<String> SAFE =
      Set.of("GET", "HEAD", "OPTIONS", "QUERY", "PROPFIND", "REPORT", "SEARCH");

  /** So many moves no migration had that has answered anybody by its new side: create, shadow. */
  private static final long REVISION_UNANSWERED = 2;

  private final Artefacts declared;
  private final boolean isSafe;
  private final List<Passed> passed = new ArrayList<>();
  private final List<Marks> takenOff = new ArrayList<>();
  private final @Nullable BroughtBody receivedBody;
  private HandleParts parts;
  private @Nullable Validators validators;
  private @Nullable Validators beforeLast;
  private @Nullable Before before;
  private @Nullable Problem refusal;
  private boolean isBound;
  private boolean isTouched;

  private BroughtArtefacts(Artefacts declared, WireHead head, @Nullable BroughtBody body) {
    this.declared = declared;
    this.isSafe = SAFE.contains(head.method());
    this.receivedBody = body;
    this.parts = new HandleParts(head.path(), head.query(), body);
    this.validators = declared.areValidatorsShared() ? null : Validators.of(head.fields());
    this.beforeLast = validators;
  }

  /** What the head of a request brings along, by what its route declares. */
  public static BroughtArtefacts of(WireHead head, Artefacts declared) {
    return new BroughtArtefacts(declared, head, null);
  }

  /** What a request brings along: its head, and its body where {@link HoldingHandler} has it. */
  public static BroughtArtefacts of(Request request, WireHead head, Artefacts declared) {
    HeldBody held = declared.areInBodies() ? Request.as(request, HeldBody.class) : null;
    byte[] body = held == null ? null : held.whole();
    return new BroughtArtefacts(declared, head, body == null ? null : new BroughtBody(body));
  }

  @Override
  public @Nullable Side minter(Migration migration) {
    var marks = new Marks(migration.salt());
    Side handles = handleMinter(marks);
    if (handles != null) {
      isBound = true;
      return Affinity.holds(migration.stage(), handles, isSafe) ? handles : null;
    }
    Side minter = validators == null ? null : validators.minter(marks);
    if (minter == null) {
      return null;
    }
    isBound = true;
    return Affinity.holdsForCondition(migration.stage(), minter) ? minter : null;
  }

  @Override
  public void passes(Migration migration, Side side) {
    before = new Before(migration, parts, validators, passed.size(), takenOff.size());
    var marks = new Marks(migration.salt());
    isTouched = true;
    checkHandles(migration, marks, side);
    if (side == Side.TO) {
      takeMarksOff(marks);
    }
    if (validators != null) {
      boolean isUnanswered = migration.revision() <= REVISION_UNANSWERED && side == Side.FROM;
      beforeLast = validators;
      validators = validators.through(marks, side, isUnanswered);
      checkConditions(migration, side);
    }
    passed.add(new Passed(marks, side));
  }

  @Override
  public void passesInstead(Side side) {
    Before last = before;
    if (last == null) {
      return;
    }
    parts = last.parts();
    validators = last.validators();
    passed.subList(last.passed(), passed.size()).clear();
    takenOff.subList(last.takenOff(), takenOff.size()).clear();
    refusal = null;
    passes(last.migration(), side);
  }

  @Override
  public void passesBehind(Migration migration) {
    var marks = new Marks(migration.salt());
    takeMarksOff(marks);
    if (validators != null) {
      Validators bare = validators.behind(marks);
      isTouched |= !bare.equals(validators);
      validators = bare;
      beforeLast = bare;
    }
  }

  @Override
  public @Nullable Failure refusal() {
    return refusal == null ? null : Failure.client(refusal);
  }

  @Override
  public boolean isBound() {
    return isBound;
  }

  /** Whether the request or its answer differs from what passes without a migration. */
  boolean isTouched() {
    return isTouched;
  }

  /** The path as the chosen side knows it: the normalised one, or another spelling of that. */
  String path(String spelling) {
    String known = spelling;
    for (Marks marks : takenOff) {
      known = withoutMarks(known, marks);
    }
    return known;
  }

  @Nullable String query() {
    return parts.query();
  }

  /** The body as the chosen side knows it; null where that is what was received. */
  byte @Nullable [] editedBody() {
    BroughtBody body = parts.body();
    return body == null || body == receivedBody ? null : body.bytes();
  }

  /**
   * The fields as one side knows them.
   *
   * @param isByOld whether the old side of the last migration answers in place of the new one
   */
  HttpFields fields(HttpFields received, boolean isByOld) {
    HttpFields.Mutable fields = HttpFields.build(received);
    Validators known = validators;
    if (isByOld && beforeLast != null) {
      known = beforeLast.through(passed.getLast().marks(), Side.FROM, false);
    }
    if (known != null) {
      known.putInto(fields);
    }
    AnswerMarks.of(declared, minting(isByOld)).prepare(fields);
    return fields.asImmutable();
  }

  /** What becomes of the answer. */
  AnswerMarks answerMarks(boolean isByOld) {
    return AnswerMarks.of(declared, minting(isByOld));
  }

  /** Whose marks the answer gets, the inner ones first. */
  private List<Marks> minting(boolean isByOld) {
    List<Marks> minting = new ArrayList<>();
    for (int i = passed.size() - 1; i >= 0; i--) {
      boolean isFlipped = isByOld && i == passed.size() - 1;
      if (passed.get(i).side() == Side.TO && !isFlipped) {
        minting.add(passed.get(i).marks());
      }
    }
    return minting;
  }

  private @Nullable Side handleMinter(Marks marks) {
    Side minter = null;
    for (Handle handle : declared.handles()) {
      for (String text : parts.values(handle.carrier())) {
        Side own = minter(marks, handle, text);
        minter = minter == null ? own : minter;
      }
    }
    return minter;
  }

  private void checkHandles(Migration migration, Marks marks, Side side) {
    for (Handle handle : declared.handles()) {
      for (String text : parts.values(handle.carrier())) {
        Side minter = minter(marks, handle, text);
        if (minter != side && refusal == null) {
          refusal =
              Problem.of(
                  ProxyProblems.ARTEFACT_GONE,
                  "the %s is of '%s', which answers this no more at the stage %s"
                      .formatted(
                          handle.kind().word(),
                          migration.destination(minter),
                          migration.stage().word()));
        }
      }
    }
  }

  private void checkConditions(Migration migration, Side side) {
    if (validators == null || refusal != null) {
      return;
    }
    if (validators.isMatchMalformed()) {
      refusal = Problem.of(Problems.MALFORMED_REQUEST, "If-Match is no list of entity tags");
    } else if (validators.isMatchHopeless()) {
      refusal =
          Problem.of(
              ProxyProblems.FOREIGN_VALIDATOR,
              "If-Match names no state that '" + migration.destination(side) + "' has told of");
    }
  }

  private static Side minter(Marks marks, Handle handle, String text) {
    return unmarked(marks, handle, text) == null ? Side.FROM : Side.TO;
  }

  private void takeMarksOff(Marks marks) {
    takenOff.add(marks);
    HandleParts before = parts;
    for (Handle handle : declared.handles()) {
      parts = parts.edited(handle.carrier(), text -> bare(marks, handle, text));
    }
    isTouched |= !before.equals(parts);
  }

  private String withoutMarks(String spelling, Marks marks) {
    String known = spelling;
    for (Handle handle : declared.handles()) {
      if (handle.carrier() instanceof Carrier.Segment segment) {
        known = UriText.editSegment(known, segment, escaped -> bare(marks, handle, escaped));
      }
    }
    return known;
  }

  private static String bare(Marks marks, Handle handle, String text) {
    String bare = unmarked(marks, handle, text);
    return bare == null ? text : bare;
  }

  /** What is behind the mark of a handle as its carrier has it; null where none is in front. */
  private static @Nullable String unmarked(Marks marks, Handle handle, String text) {
    String kind = handle.kind().word();
    return handle.carrier() instanceof Carrier.Member
        ? marks.unmarked(kind, text)
        : marks.unmarkedEscaped(kind, text);
  }

  /** What there was before a migration chose. */
  private record Before(
      Migration migration,
      HandleParts parts,
      @Nullable Validators validators,
      int passed,
      int takenOff) {}

  /** A migration that chose. */
  private record Passed(Marks marks, Side side) {}
}
