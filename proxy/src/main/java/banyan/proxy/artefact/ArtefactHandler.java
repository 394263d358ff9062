package banyan.proxy.artefact;

import banyan.proxy.Exchange;
import banyan.proxy.ProxySettings;
import banyan.proxy.match.SafeMethods;
import banyan.proxy.migration.Side;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.upstream.MappedRequest;
import banyan.proxy.upstream.MappedResponse;
import banyan.wire.ByteBudget;
import banyan.wire.Settings;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The step that takes marks off requests and puts them on answers, between the one that chooses the
 * side and those that ask it. A body with handles is held until it is whole, up to the size that
 * adapters translate and out of the same budget.
 *
 * <p>It stands twice: requests that may be copied have lost their marks before they are, and those
 * with keys get theirs behind the ledger, so that an answer is stored with its marks. Any thread;
 * never blocks.
 */
public final class ArtefactHandler extends Handler.Wrapper {
  /** Which requests are its own. */
  public enum Turn {
    /** GET, HEAD and OPTIONS, which may be copied and have no keys. */
    SAFE,
    /** All others, which may have keys and are never copied. */
    UNSAFE
  }

  private final Turn turn;
  private final int bytesMax;
  private final ByteBudget budget;

  /**
   * A step behind the one that holds requests to their size.
   *
   * @param budget of the bytes that the process holds for all requests
   */
  public ArtefactHandler(Turn turn, Settings settings, ByteBudget budget, Handler next) {
    super(next);
    this.turn = turn;
    this.bytesMax = Math.toIntExact(settings.get(ProxySettings.ADAPT_BYTES));
    this.budget = budget;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = Exchange.of(request);
    boolean isItsTurn = turn == (SafeMethods.has(request.getMethod()) ? Turn.SAFE : Turn.UNSAFE);
    if (!isItsTurn
        || !(exchange.brought() instanceof BroughtArtefacts brought)
        || !brought.isTouched()) {
      return super.handle(request, response, callback);
    }
    BooleanSupplier isByOld = () -> isByOld(exchange);
    String authority = request.getHttpURI().getAuthority();
    byte[] body = brought.editedBody();
    Request edited = body == null ? request : new MappedRequest(request, body);
    var asked = new ArtefactRequest(edited, brought, isByOld);
    exchange.sentPath(brought.path(exchange.sentPath()));
    var marked =
        new ArtefactResponse(
            asked, response, () -> brought.answerMarks(isByOld.getAsBoolean()), authority);
    Callback ending = Callback.from(marked::mark, callback);
    if (!brought.answerMarks(false).isInBody()) {
      return super.handle(asked, marked, ending);
    }
    var mapped =
        new MappedResponse(
            asked,
            marked,
            () -> String.valueOf(exchange.answeredBy()),
            brought.answerMarks(false).edits(authority),
            () -> brought.answerMarks(isByOld.getAsBoolean()).isInBody(),
            bytesMax,
            budget);
    return super.handle(asked, mapped, mapped.ending(ending));
  }

  /** Whether the old side of the last migration answers, since the new one has failed. */
  private static boolean isByOld(Exchange exchange) {
    SideChoice choice = exchange.side();
    String answering = exchange.answeredBy();
    return choice != null
        && choice.side() == Side.TO
        && answering != null
        && !answering.equals(choice.migration().to());
  }
}
