package banyan.orders.internal;

import static banyan.orders.internal.TestShop.line;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.orders.CancelOutcome;
import banyan.orders.OrderAsked;
import banyan.orders.OrderFound;
import banyan.orders.OrderId;
import banyan.orders.OrderStatus;
import banyan.platform.calls.CommandKey;
import banyan.testing.ApiAnswer;
import banyan.testing.AtOnce;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class CancellingOrdersTest {
  private static final OrderId NOBODYS = new OrderId(new UUID(0, 1));

  private static TestShop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = TestShop.open();
  }

  @AfterAll
  static void close() throws Exception {
    shop.close();
  }

  @Test
  void givesTheGoodsBack() {
    shop.stock("BACK", 5);
    ApiAnswer placed = shop.place(line("BACK", 2));

    ApiAnswer cancelled = shop.cancel(placed.text("/id"));

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.text("/status")).isEqualTo("cancelled");
    assertThat(cancelled.field("ETag")).isNotEqualTo(placed.field("ETag"));
    assertThat(shop.stockOf("BACK")).isEqualTo("5/0");
  }

  @Test
  void changesNothingTheSecondTime() {
    shop.stock("AGAIN", 5);
    String order = shop.place(line("AGAIN", 2)).text("/id");

    ApiAnswer first = shop.cancel(order);
    ApiAnswer second = shop.cancel(order);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(shop.stockOf("AGAIN")).isEqualTo("5/0");
  }

  @Test
  void givesTheGoodsBackOnceForManyAtOnce() throws Exception {
    shop.stock("AT-ONCE", 5);
    String order = shop.place(line("AT-ONCE", 2)).text("/id");

    List<ApiAnswer> answers = AtOnce.run(8, () -> shop.cancel(order));

    assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 202);
    assertThat(shop.cancel(order).text("/status")).isEqualTo("cancelled");
    assertThat(shop.stockOf("AT-ONCE")).isEqualTo("5/0");
  }

  @Test
  void refusesWhatWasRefused() {
    String order = shop.place(line("NO-SUCH", 2)).text("/orderId");

    ApiAnswer refused = shop.cancel(order);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("order-refused");
  }

  @Test
  void knowsNoOtherOrders() {
    assertThat(shop.cancel(NOBODYS.toString()).problem()).isEqualTo("order-not-found");
  }

  @Test
  void isOpenToOtherContexts() {
    shop.stock("CALLED", 5);
    OrderId id = new OrderId(UUID.fromString(shop.place(line("CALLED", 2)).text("/id")));

    var found = (OrderFound.Found) shop.orders().order(arrival(), new OrderAsked(id));
    CancelOutcome cancelled = cancel(id);

    assertThat(found.order().status()).isEqualTo(OrderStatus.CONFIRMED);
    assertThat(found.order().total().amountMinor()).isEqualTo(3_998);
    assertThat(cancelled).isInstanceOf(CancelOutcome.Cancelled.class);
    assertThat(cancel(id)).isEqualTo(cancelled);
    assertThat(cancel(NOBODYS)).isEqualTo(new CancelOutcome.Unknown(NOBODYS));
    assertThat(shop.orders().order(arrival(), new OrderAsked(NOBODYS)))
        .isEqualTo(new OrderFound.Unknown(NOBODYS));
  }

  private static CancelOutcome cancel(OrderId id) {
    return shop.orders().cancel(arrival(), new CommandKey("unpaid/" + id), new OrderAsked(id));
  }

  private static Arrival arrival() {
    return new Arrival(
        new Caller(Caller.MAIN_TENANT, "payments", Set.of()),
        "test",
        Deadline.in(Duration.ofSeconds(30)));
  }
}
